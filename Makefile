# `make example` and `make test` do all the set-up on a fresh Debian machine that has a Swift 6 toolchain.

SHELL := /bin/bash
.SHELLFLAGS := -euo pipefail -c
.DEFAULT_GOAL := build
.PHONY: deps build example test vectors pages assurance lint bench bench-short bench-register bench-screening clean

SWIFT ?= swift
# The Swift runtime goes into the tools: who receives a package needs no toolchain, and they start faster
# (docs/decisions/0014). One set of flags for all that builds them, or each would build the other's again.
RELEASE := -c release --static-swift-stdlib -Xswiftc -use-ld=lld

# Debian packages. First what the tools link and how it is found, then what the example and the tests run.
PACKAGES := libsodium-dev libarchive-dev libzstd-dev libsqlite3-dev libreadstat-dev \
            libseccomp-dev pkg-config tzdata zstd faketime util-linux strace python3

# Installs what is missing, and touches neither the network nor apt when nothing is.
deps:
	@command -v $(SWIFT) >/dev/null || { \
	    echo 'make: "$(SWIFT)" was not found' >&2; \
	    echo 'hint: install a Swift 6 toolchain (https://www.swift.org/install) and put its usr/bin on PATH' >&2; \
	    exit 1; }; \
	version=$$($(SWIFT) --version 2>&1 | sed -n 's/.*Swift version \([0-9][0-9.]*\).*/\1/p' | head -n 1); \
	case "$$version" in \
	    6.[2-9]*|6.[1-9][0-9]*|[7-9].*|[1-9][0-9].*) ;; \
	    *) echo "make: this needs Swift 6.2 or later; \"$(SWIFT)\" is version \"$$version\"" >&2; \
	       echo 'hint: put a newer toolchain first on PATH, or name it: make SWIFT=/path/to/usr/bin/swift' >&2; \
	       exit 1 ;; \
	esac; \
	command -v dpkg-query >/dev/null || { \
	    echo 'make: dpkg-query was not found, so system packages cannot be checked here' >&2; \
	    echo 'hint: this Makefile installs Debian packages: $(PACKAGES)' >&2; \
	    exit 1; }; \
	missing=(); \
	for package in $(PACKAGES); do \
	    state=$$(dpkg-query -W -f=' $${db:Status-Status} ' "$$package" 2>/dev/null || true); \
	    [[ $$state == *' installed '* ]] || missing+=("$$package"); \
	done; \
	[ "$${#missing[@]}" -gt 0 ] || exit 0; \
	echo "installing $${missing[*]}"; \
	if [ "$$(id -u)" -eq 0 ]; then as_root=(env); \
	elif command -v sudo >/dev/null; then as_root=(sudo env); \
	else \
	    echo "make: these packages are missing, and there is neither root nor sudo here: $${missing[*]}" >&2; \
	    echo "hint: ask an administrator to run: apt-get install $${missing[*]}" >&2; \
	    exit 1; \
	fi; \
	"$${as_root[@]}" apt-get -qq update \
	&& "$${as_root[@]}" DEBIAN_FRONTEND=noninteractive apt-get -qq install -y --no-install-recommends "$${missing[@]}" \
	|| { echo "make: apt-get could not install: $${missing[*]}" >&2; \
	     echo 'hint: its own message is above; check the network and the package sources' >&2; \
	     exit 1; }

build: deps
	$(SWIFT) build $(RELEASE)

# The whole story, from keys to an opened extract. KEEP=1 keeps its scratch folder.
example: build
	@scripts/example

# One test looks at what the release unvault links, so that is built first. Nothing may print after the tests.
test: PACKAGES += chromium python3-icalendar python3-rdflib
test: deps
	$(SWIFT) build $(RELEASE) --product unvault
	$(SWIFT) test

# Both readers on every vector of Tests/Vectors, which must be what Tools/make-vectors makes. PYTHON is one that has PyNaCl and
# zstandard; Debian's has, once these packages are there.
PYTHON ?= /usr/bin/python3
vectors: PACKAGES += python3 python3-nacl python3-zstandard
vectors: build
	PYTHON=$(PYTHON) $(PYTHON) Tools/make-vectors/make-vectors --check
	PYTHON=$(PYTHON) $(PYTHON) Tests/Vectors/run Tests/Vectors/with-decoder
	PYTHON=$(PYTHON) $(PYTHON) Tests/Vectors/run Tests/Vectors/with-unvault

# The register's page and a certificate's in Chromium, with axe-core from PyPI.
pages: PACKAGES += chromium python3-pip
pages: build
	@scratch=$$(mktemp -d); trap 'rm -rf "$$scratch"' EXIT; \
	KEEP=$$scratch/story scripts/example >/dev/null; \
	scripts/check-page "$$scratch"/story/register.html "$$scratch"/story/certificate.html

# Takes each check of the opening out, one at a time, in a scratch copy, and writes which test noticed. Hours on two cores.
assurance: deps
	Tools/assurance/take-out --write docs/assurance.md

lint: deps
	$(SWIFT) format lint --strict --parallel -r Sources Tests Tools Package.swift
	scripts/check-imports --self-test
	scripts/check-imports

# Beside tar, zstd and age in the same run, and beside gpg and 7-Zip; writes the tables of docs/performance.md. ROUNDS=n for other
# rounds than 5. Some 15 GB of disk, under TMPDIR or /var/tmp.
bench: PACKAGES += age time gnupg 7zip
bench: build
	@Tools/bench/bench --write docs/performance.md $(if $(ROUNDS),--rounds $(ROUNDS))

# The same with small data, 3 rounds and nothing written.
bench-short: PACKAGES += age time
bench-short: build
	@Tools/bench/bench --short $(if $(ROUNDS),--rounds $(ROUNDS))

# How fast the register takes up and answers; N=2000 for fewer packages than 100000.
bench-register: PACKAGES += time
bench-register: build
	@scripts/bench-register $(N)

# Screening beside zstd on the same file. FILE=path takes another than the data beside the project, ROUNDS=n other rounds than 5.
bench-screening: PACKAGES += time
bench-screening: build
	@scripts/bench-screening "$(FILE)" $(ROUNDS)

clean:
	$(SWIFT) package clean
	rm -rf .build scratch
