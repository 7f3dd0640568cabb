# make run    set up the machine, build, and show what Taipan does
# make test   run every test, comparison with CPython and gate
# make bench  run the benchmark programs beside CPython, and the front end's benchmark

taipan = .build/release/taipan
# What the linker finds before the shared form of the same library.
archives = .build/archives
# With Swift's library and the C++ library under it inside, at fixed addresses and without a table of its symbols for
# others, the command starts in half the time, with a sixth less memory, and runs on machines without Swift. What is
# called at the start stands together, in the order of Tools/start-order, so that few pages of the code are touched.
release = -c release --static-swift-stdlib \
  -Xswiftc -use-ld=lld -Xswiftc -L$(archives) -Xlinker --no-export-dynamic \
  -Xswiftc -Xclang-linker -Xswiftc -no-pie -Xswiftc -Xclang-linker -Xswiftc -static-libgcc \
  -Xcc -ffunction-sections -Xswiftc -Xfrontend -Xswiftc -function-sections \
  -Xlinker --symbol-ordering-file=Tools/start-order/functions.txt -Xlinker --no-warn-symbol-ordering

.PHONY: run test bench setup build

run: build
	@Tools/tour

test: setup
	@Tools/test

bench: build
	@$(taipan) bench --against "$$(Tools/setup-oracle)"
	@"$$(Tools/setup-oracle)" Benchmarks/frontend.py

build: setup
	@mkdir -p $(archives) && ln -sf "$$(clang -print-file-name=libstdc++.a)" $(archives)/
	swift build $(release)

setup:
	@Tools/setup
