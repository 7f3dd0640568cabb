# make run    set up the machine, build, and run a program
# make test   run every test, comparison with CPython and gate
# make bench  run the benchmark programs beside CPython, and the front end's benchmark

stdlib = $(or $(TAIPAN_STDLIB),.stdlib)
taipan = .build/release/taipan
# With Swift's library inside, the command starts in two thirds of the time and runs on machines without Swift.
release = -c release --static-swift-stdlib

.PHONY: run test bench setup build

run: build
	$(taipan) Examples/primes.py

test: setup
	@Tools/test

bench: build
	@oracle="$$(Tools/setup-oracle)" && "$$oracle" Benchmarks/run.py --python "cpython=$$oracle" --python taipan=$(taipan)
	@"$$(Tools/setup-oracle)" Benchmarks/frontend.py

build: setup
	swift build $(release)

setup:
	@Tools/setup
