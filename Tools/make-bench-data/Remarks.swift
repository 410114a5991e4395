/// Free text as interviewers type it: sentences of 4 to 14 words, frequent ones first as in any language (Zipf's law).
struct Remarks {
    private let letters: UnsafeMutablePointer<UInt8>
    private let places: UnsafeMutablePointer<(start: Int32, count: Int32)>
    private let share: Share

    init() {
        let words = Self.words.utf8.split(whereSeparator: { $0 == 0x20 || $0 == 0x0A })
        letters = .allocate(capacity: Self.words.utf8.count)
        places = .allocate(capacity: words.count)
        var used = 0
        for (rank, word) in words.enumerated() {
            (places + rank).initialize(to: (Int32(used), Int32(word.count)))
            for letter in word {
                letters[used] = letter
                used += 1
            }
        }
        share = Share(words.indices.map { 1 / (Double($0) + 2.7) })
    }

    @inline(__always)
    private func word(_ chance: inout Chance, capital: Bool, into output: Output) {
        let place = places[share.draw(&chance)]
        let start = letters + Int(place.start)
        output.byte(capital ? start[0] & 0xDF : start[0])
        output.bytes(UnsafeBufferPointer(start: start + 1, count: Int(place.count) - 1))
    }

    /// One cell in quotes, 1 to 4 sentences.
    func write(_ chance: inout Chance, into output: Output) {
        output.byte(0x22)
        let sentences = 1 + chance.below(4) * chance.below(2)
        for sentence in 0..<sentences {
            if sentence > 0 { output.byte(0x20) }
            let words = 4 + chance.below(11)
            for position in 0..<words {
                if position > 0 {
                    if position > 2, chance.happens(8) { output.comma() }
                    output.byte(0x20)
                }
                word(&chance, capital: position == 0, into: output)
            }
            output.byte(0x2E)
        }
        output.byte(0x22)
    }

    /// By rank.
    private static let words = """
        the to and was a of in he she not it they for had with on but is at that no said as work have were been
        from since by who one because there would be all did their her his an or this which when more about could after
        so only two out if up some moved day working household time house very job now before week year last lives home
        first other refused asked son daughter partner both part full still over three than back again any also just
        interview children months years away visited called answered question questions did not know rent mortgage
        paid pays hours school college university training course retired pension student carer cares mother father
        sister brother lodger tenant landlord council flat private owns own bought sold sale new old room rooms kitchen
        heating gas electric cost costs higher lower bill bills money wage wages salary weekly monthly annual income
        benefit benefits credit universal claim claimed claiming applied awaiting decision stopped started starting change
        changed changes contract permanent temporary agency zero shift shifts night evening weekend overtime employer
        employed self business company shop office factory warehouse hospital site farm transport driver teacher nurse
        manager assistant engineer clerk cleaner builder plumber electrician chef waiter sales care support worker staff
        redundant redundancy unemployed looking search searching vacancy offer offered accepted declined left leaving
        health illness ill sick disability disabled condition pain back mental anxiety treatment surgery operation doctor
        recovering leave maternity paternity return returned returning travel travels commute car bus train bicycle walks
        remote online telephone face respondent proxy spouse husband wife interviewer available unavailable abroad
        holiday absent present busy later earlier appointment agreed letter leaflet received read understood language
        translated interpreter neighbour door nobody answer entry building ground floor upstairs shared separate divorced
        separated married widowed single living together alone baby born expecting child grandchild adopted foster
        childcare nursery free paid-for cannot afford difficult easy sure unsure estimate estimated exact exactly roughly
        approximately payslip shown document documents checked record consent given withheld future contact happy unhappy
        good fair poor excellent none other several many few most least always often sometimes rarely never recently
        currently previously formerly volunteer volunteering charity unpaid family friend friends local area town village
        city region north south east west moving station road street garden garage parking noise damp repairs repaired
        insulated savings shares interest loan loans debt debts arrears insurance tax taxed allowance deduction
        deductions bonus commission tips expenses union member apprentice apprenticeship qualification degree diploma
        certificate level graduate postgraduate trainee placement graduate-scheme secondment sabbatical furlough
        """
}
