/// A survey-like extract of households, the persons in them, and the interviews of those who are 16 or older. Rows are distinct, codes
/// skewed, and answers that do not apply are -1, as in a labour force survey.
///
/// - households.csv: household_ref, region, tenure, dwelling, rooms, size, cars, income_band, rent_week, heating, weight
/// - persons.csv: household_ref, person, age, sex, relation, marital, ethnic, health, qualification, activity, industry,
///   occupation, hours, pay_week, benefit01 to benefit12 (pounds a week, mostly 0), weight
/// - interviews.csv: household_ref, person, interviewed_on, mode, minutes, q01 to q24, wellbeing_weight, remark
/// - regions.csv: region and its label; nine records, the one small file
///
/// How skewed and how alike they are was chosen so that the files compress about as well as real ones do: with `zstd -3` the
/// public files that the project was tried on come to a fourth to a sixth of their length.
///
/// Regions are GSS codes, references eight hexadecimal digits that no two households share, weights decimals with four places.
struct Survey {
    private var chance: Chance
    private let offset: UInt32
    private var households = 0
    private let remarks: Remarks

    private let region = Share([4.2, 11.3, 8.3, 7.3, 8.9, 9.4, 13.4, 14.2, 8.5])
    private let tenure = Share([31, 33, 8, 9, 18, 1])
    private let dwelling = Share([23, 31, 25, 16, 4, 1])
    private let rooms = Share([1, 6, 14, 24, 25, 15, 8, 4, 2, 1])
    private let size = Share([30, 35, 16, 13, 4, 1.5, 0.5])
    private let cars = Share([22, 42, 26, 7, 3])
    private let income = Share([6, 9, 12, 13, 12, 11, 9, 8, 6, 5, 5, 4])
    private let heating = Share([74, 9, 5, 4, 4, 2, 2])
    private let age = Share((0...95).map { $0 < 60 ? 1.3 : 1.3 - Double($0 - 59) * 0.034 })
    private let marital = Share([34, 47, 3, 9, 6, 1])
    private let ethnic = Share([75, 7, 1, 3, 3, 2, 1, 1, 2.5, 1, 1.5, 1, 1])
    private let health = Share([45, 34, 14, 5, 1.5, 0.5])
    private let qualification = Share([34, 12, 20, 17, 6, 11])
    private let activity = Share([55, 9, 4, 13, 6, 5, 5, 3])
    private let industry = Share((1...21).map { 1 / (Double($0) + 3) })
    private let occupation = Share((0..<369).map { 1 / (Double($0) + 12) })
    private let benefit = Share([96.5, 0.9, 0.7, 0.5, 0.4, 0.3, 0.2, 0.2, 0.2, 0.1])
    private let hours = Share((0...60).map { [16, 20, 35, 37, 40].contains($0) ? 14 : $0 > 4 ? 0.7 : 0.1 })
    private let mode = Share([48, 31, 18, 3])
    private let agreement = Share([0.5, 14, 33, 27, 17, 8.5])
    private let scale = Share([1, 1, 2, 3, 5, 12, 11, 19, 25, 13, 8])

    init(seed: UInt64) {
        chance = Chance(seed: seed)
        offset = UInt32(truncatingIfNeeded: chance.next())
        remarks = Remarks()
    }

    static func write(into folder: String, bytes: Int, seed: UInt64) {
        var survey = Survey(seed: seed)
        let files = ["households", "persons", "interviews"].map { Output("\(folder)/\($0).csv") }
        files[0].text(householdHeader)
        files[1].text(personHeader)
        files[2].text(interviewHeader)
        while files[0].length + files[1].length + files[2].length < bytes {
            survey.household(files[0], files[1], files[2])
        }
        for file in files { file.finish() }
        let codes = Output("\(folder)/regions.csv")
        codes.text(regions)
        codes.finish()
    }

    /// Files of about 6 KB, each the interviews of one sampling point, 500 to a folder.
    static func writeSmall(into folder: String, count: Int, seed: UInt64, makingFolder: (String) -> Void) {
        var survey = Survey(seed: seed)
        for number in 0..<count {
            let wave = "\(folder)/wave-\(number / 500 + 1)"
            if number % 500 == 0 { makingFolder(wave) }
            let file = Output("\(wave)/point-\(number + 1).csv")
            file.text(interviewHeader)
            while file.length < 6_000 {
                let reference = survey.nextReference()
                survey.interview(reference, person: 1, isWorking: survey.chance.happens(60), file)
            }
            file.finish()
        }
    }

    /// Distinct for 2^32 households: an odd multiplier and shifted exclusive-or can be undone.
    private mutating func nextReference() -> UInt32 {
        households += 1
        var mixed = (UInt32(truncatingIfNeeded: households) &+ offset) &* 0x9E37_79B1
        mixed = (mixed ^ (mixed >> 15)) &* 0x85EB_CA6B
        return mixed ^ (mixed >> 13)
    }

    private func writeReference(_ reference: UInt32, _ file: Output) {
        file.byte(0x48)
        file.byte(0x48)
        file.byte(0x2D)
        file.hexadecimal(reference)
        file.comma()
    }

    private mutating func household(_ households: Output, _ persons: Output, _ interviews: Output) {
        let reference = nextReference()
        let members = 1 + size.draw(&chance)
        let tenure = 1 + tenure.draw(&chance)
        let weight = 2_000_000 + chance.below(9_000_000) + chance.below(9_000_000)
        writeReference(reference, households)
        households.text("E1200000")
        households.cell(1 + region.draw(&chance))
        households.cell(tenure)
        households.cell(1 + dwelling.draw(&chance))
        households.cell(1 + rooms.draw(&chance))
        households.cell(members)
        households.cell(cars.draw(&chance))
        households.cell(1 + income.draw(&chance))
        households.cell(tenure < 3 ? -1 : 60 + chance.below(160) + chance.below(160))
        households.cell(1 + heating.draw(&chance))
        households.weight(weight)
        households.endRecord()
        for member in 1...members {
            person(reference, member, weight: weight, persons, interviews)
        }
    }

    private mutating func person(
        _ reference: UInt32, _ number: Int, weight: Int, _ persons: Output, _ interviews: Output
    ) {
        var age = age.draw(&chance)
        if number == 1, age < 18 { age += 18 }
        let isAdult = age >= 16
        let activity = !isAdult ? -1 : age > 66 ? 4 : 1 + activity.draw(&chance)
        let isWorking = activity == 1 || activity == 2
        writeReference(reference, persons)
        persons.cell(number)
        persons.cell(age)
        persons.cell(1 + chance.below(2))
        persons.cell(number == 1 ? 0 : isAdult ? 1 + chance.below(3) : 4 + chance.below(2))
        persons.cell(isAdult ? 1 + marital.draw(&chance) : 1)
        persons.cell(1 + ethnic.draw(&chance))
        persons.cell(1 + health.draw(&chance))
        persons.cell(isAdult ? 1 + qualification.draw(&chance) : -1)
        persons.cell(activity)
        persons.cell(isWorking ? 1 + industry.draw(&chance) : -1)
        persons.cell(isWorking ? 1_111 + 7 * occupation.draw(&chance) : -1)
        if isWorking {
            let hours = 1 + hours.draw(&chance)
            persons.cell(hours)
            let pence = hours * (1_050 + chance.below(900) + chance.below(900))
            persons.number(pence / 100)
            persons.byte(0x2E)
            persons.number(pence % 100, digits: 2)
            persons.comma()
        } else {
            persons.text("-1,-1,")
        }
        for _ in 0..<12 {
            let step = isAdult ? benefit.draw(&chance) : 0
            persons.cell(step == 0 ? 0 : step * 18 + chance.below(18))
        }
        persons.weight(weight / 4 * 3 + chance.below(weight / 2))
        persons.endRecord()
        if isAdult { interview(reference, person: number, isWorking: isWorking, interviews) }
    }

    private mutating func interview(_ reference: UInt32, person: Int, isWorking: Bool, _ file: Output) {
        writeReference(reference, file)
        file.cell(person)
        file.text("2026-0")
        file.number(1 + chance.below(9))
        file.byte(0x2D)
        file.number(1 + chance.below(28), digits: 2)
        file.comma()
        file.cell(1 + mode.draw(&chance))
        file.cell(9 + chance.below(25) + chance.below(25))
        // q01 to q08 are put to those who work, q09 to q20 to all, q21 to q24 are scales from 0 to 10; -8 is "don't know".
        var last = answer()
        for question in 1...20 {
            // Six answers in ten are the one before: people settle into a row of boxes.
            if !chance.happens(60) { last = answer() }
            file.cell(question > 8 || isWorking ? last : -1)
        }
        for _ in 0..<4 { file.cell(chance.happens(3) ? -8 : scale.draw(&chance)) }
        file.weight(1_500 + chance.below(16_000) + chance.below(16_000))
        file.comma()
        if chance.happens(12) { remarks.write(&chance, into: file) }
        file.endRecord()
    }

    @inline(__always)
    private mutating func answer() -> Int {
        let drawn = agreement.draw(&chance)
        return drawn == 0 ? -8 : drawn
    }

    private static let householdHeader: StaticString =
        "household_ref,region,tenure,dwelling,rooms,size,cars,income_band,rent_week,heating,weight\n"
    private static let personHeader: StaticString = """
        household_ref,person,age,sex,relation,marital,ethnic,health,qualification,activity,industry,occupation,hours,\
        pay_week,benefit01,benefit02,benefit03,benefit04,benefit05,benefit06,benefit07,benefit08,benefit09,benefit10,\
        benefit11,benefit12,weight

        """
    private static let interviewHeader: StaticString = """
        household_ref,person,interviewed_on,mode,minutes,q01,q02,q03,q04,q05,q06,q07,q08,q09,q10,q11,q12,q13,q14,q15,\
        q16,q17,q18,q19,q20,q21,q22,q23,q24,wellbeing_weight,remark

        """
    private static let regions: StaticString = """
        region,label
        E12000001,North East
        E12000002,North West
        E12000003,Yorkshire and The Humber
        E12000004,East Midlands
        E12000005,West Midlands
        E12000006,East of England
        E12000007,London
        E12000008,South East
        E12000009,South West

        """
}
