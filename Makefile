# make run    set up the machine, build, and show what the front end makes of a program and of a whole library
# make test   run every test, comparison with CPython and gate
# make bench  measure the front end beside CPython

stdlib = $(or $(TAIPAN_STDLIB),.stdlib)
frontend = .build/release/taipan-frontend
# With Swift's library inside, the command starts in two thirds of the time and runs on machines without Swift.
release = -c release --static-swift-stdlib

.PHONY: run test bench setup build

run: build
	$(frontend) code Examples/primes.py
	$(frontend) check $(stdlib)

test: setup
	@Tools/test

bench: build
	@"$$(Tools/setup-oracle)" Benchmarks/frontend.py

build: setup
	swift build $(release)

setup:
	@Tools/setup
