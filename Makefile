# Smart Collect Sandbox. `make run` and `make test` are all that a newcomer needs.

SHELL := /bin/bash
.SHELLFLAGS := -eu -o pipefail -c
.DEFAULT_GOAL := help
.ONESHELL:

# Flags for `smartcollect serve`: make run ARGS="--port 8080"
ARGS ?=

RELEASE := .build/release/smartcollect
SOURCES := Package.swift $(shell find Sources -type f)
STRICT  := --explicit-target-dependency-import-check error
# Swift built in, and no library looked for beside the binary; Package.swift builds in the others.
ALONE   := --static-swift-stdlib --disable-local-rpath
# Sooner done: the compiler keeps what it has in mind on large pages, and writes no debug
# information, which the binary that is handed out has not either.
BUILD   := env GLIBC_TUNABLES=glibc.malloc.hugetlb=1 \
	swift build -c release --product smartcollect $(ALONE) $(STRICT) -debug-info-format none
VENV    := .venv
PYTHON  := $(VENV)/bin/python

# Debian packages that building needs, and those that only the tests need besides.
BUILD_PACKAGES := libevent-dev libsqlite3-dev libssl-dev libyaml-dev
TEST_PACKAGES  := python3 python3-venv openssl curl strace chromium chromium-driver
PROFILE_PACKAGES := valgrind libc6-dbg python3
BENCH_PACKAGES := wrk gcc binutils python3 python3-venv
IMAGE_PACKAGES := podman buildah runc debootstrap
# libevent's first build with the fixes of 2026 in it.
LIBEVENT_MIN   := 2.1.12-stable-8+deb12u1

.PHONY: help
help: ## Say what can be made.
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | awk -F':.*## ' '{printf "  make %-12s %s\n", $$1, $$2}'

.PHONY: run
run: $(RELEASE) ## Install what is missing, build, serve on http://127.0.0.1:4210.
	@exec $(RELEASE) serve $(ARGS)

.PHONY: build
build: $(RELEASE) ## Build the release binary.

$(RELEASE): $(SOURCES) | packages
	@$(BUILD)
	touch $@

.PHONY: test
test: test-swift test-contract fuzz ## Install what is missing, run every test.

.PHONY: test-swift
test-swift: packages ## The tests of the rooms, in Swift.
	@swift format lint --strict --recursive Package.swift Sources Tests
	swift build --build-tests $(STRICT)
	swift test --skip-build
	.build/debug/simulation 400

.PHONY: test-contract
test-contract: $(RELEASE) $(VENV)/ready ## The tests of the binary: contract, official SDK, durability.
	@$(PYTHON) -m pytest -q Tests/contract

# How long `make fuzz` tries: make fuzz SECONDS=600
SECONDS ?= 60

.PHONY: fuzz
fuzz: packages ## Throw bytes at every reader until a minute is over or one breaks its word.
	@Tests/fuzz/run $(SECONDS)

# The tests that try something again and again.
REPEATING := $(addprefix Tests/contract/test_,durability.py exhaustion.py openapi.py webhooks.py)

.PHONY: thorough
thorough: $(RELEASE) $(VENV)/ready ## Kill, stop, ask and fuzz as often as before a release.
	@THOROUGH=1 $(PYTHON) -m pytest -q $(REPEATING)
	Tests/fuzz/run 600

# How many lives `make simulate` lives, each of two hundred steps.
SEEDS ?= 10000

.PHONY: simulate
simulate: packages ## Live ten thousand seeded lives, each checked against a model of the books.
	@swift build -c release --product simulation $(ALONE) $(STRICT)
	.build/release/simulation $(SEEDS) 200 0 &
	.build/release/simulation $(SEEDS) 200 1
	wait $$!

.PHONY: sanitize
sanitize: packages $(VENV)/ready ## Run every test of code and binary under two sanitizers.
	@export SWIFT_BACKTRACE=enable=no
	for sanitizer in address thread; do
		build=$(CURDIR)/.build/$$sanitizer
		# What is found is written to a file, whoever started the process and however it ends. What
		# lives as long as the process does is no leak.
		rm -f $$build/report.*
		export ASAN_OPTIONS=detect_leaks=0:log_path=$$build/report TSAN_OPTIONS=log_path=$$build/report
		swift build --build-tests --sanitize=$$sanitizer --scratch-path $$build $(STRICT)
		status=0
		swift test --sanitize=$$sanitizer --scratch-path $$build --skip-build || status=$$?
		$$build/debug/simulation 400 || status=$$?
		SMARTCOLLECT_SANITIZER=$$sanitizer SMARTCOLLECT_BINARY=$$build/debug/smartcollect \
			$(PYTHON) -m pytest -q Tests/contract || status=$$?
		if cat $$build/report.* 2> /dev/null; then status=1; fi
		[ $$status = 0 ]
	done

.PHONY: sbom
sbom: dist/sbom.json ## Write what the binary is made of to dist/sbom.json, as CycloneDX.

dist/sbom.json: $(RELEASE)
	@mkdir -p dist
	docker/sbom $< > $@

# Takes over the counts as they are: make profile ACCEPT=1
ACCEPT ?=

.PHONY: profile
profile: $(RELEASE) ## Count the instructions of a request; fail where they have grown.
	@$(call install,$(PROFILE_PACKAGES))
	python3 Tests/profile/profile.py $(RELEASE) $(if $(ACCEPT),--accept)

# A short pass, which writes no page: make bench QUICK=1
QUICK ?=
BENCH := .build/bench

.PHONY: bench
bench: $(RELEASE) $(BENCH)/yardstick $(BENCH)/ready ## Measure beside yardsticks, and write docs/benchmarks.md.
	@$(BENCH)/venv/bin/python Tests/bench/bench.py $(RELEASE) $(BENCH)/yardstick $(BUILD) $(if $(QUICK),--quick)

# How long `make soak` goes on.
MINUTES ?= 20

.PHONY: soak
soak: $(RELEASE) $(BENCH)/yardstick $(BENCH)/ready ## Load a sandbox for twenty minutes; fail where it grows tired.
	@$(BENCH)/venv/bin/python Tests/bench/soak.py $(RELEASE) $(BENCH)/yardstick $(MINUTES)

$(BENCH)/yardstick: Tests/bench/yardstick.c | bench-packages
	@mkdir -p $(BENCH)
	gcc -O2 -Wall -Wextra -Werror -o $@ $< -levent -lsqlite3

$(BENCH)/ready: Tests/bench/requirements.txt | bench-packages
	@python3 -m venv $(BENCH)/venv
	$(BENCH)/venv/bin/python -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

.PHONY: bench-packages
bench-packages:
	@$(call install,$(BUILD_PACKAGES) $(BENCH_PACKAGES))

$(VENV)/ready: Tests/contract/requirements.txt | test-packages
	@python3 -m venv $(VENV)
	$(PYTHON) -m pip install --quiet --disable-pip-version-check -r $<
	touch $@

.PHONY: evidence
evidence: $(VENV)/ready ## Write docs/evidence.md: every rule, whose word it is, what holds it.
	@$(PYTHON) Tests/contract/evidence.py

.PHONY: dist
dist: dist/smartcollect dist/copyright ## Build the binary to hand out: all but the C library inside, stripped.
	@Tests/bench/measure $<

dist/smartcollect: $(RELEASE)
	@mkdir -p dist
	strip -o $@ $<

# What the licences of the libraries inside want handed out with them.
dist/copyright: LICENSE | packages
	@mkdir -p dist
	cat $(BUILD_PACKAGES:%=/usr/share/doc/%/copyright) $< > $@

# An engine that needs no service and no overlay, and so runs inside a container as well.
PODMAN        ?= podman --storage-driver vfs --runtime runc --cgroup-manager cgroupfs
PODMAN_LIMITS ?= --ulimit nofile=1024:1024 --ulimit nproc=1000:1000
IMAGE         := localhost/smart-collect-sandbox
# What the image stands on; made here from Debian's own packages where it is not there yet.
BASE_IMAGE    ?= localhost/smart-collect-base:bookworm

.PHONY: test-image
test-image: dist/smartcollect dist/copyright $(VENV)/ready ## Build the image, run it, and see that it keeps its promises.
	@$(call install,$(IMAGE_PACKAGES))
	$(PODMAN) image exists $(BASE_IMAGE) || $(make-base)
	$(PODMAN) build --quiet --layers=false --format docker --network host $(PODMAN_LIMITS) \
		--target prebuilt --build-arg BASE_IMAGE=$(BASE_IMAGE) \
		-f docker/Dockerfile -t $(IMAGE) .
	PODMAN="$(PODMAN)" PODMAN_LIMITS="$(PODMAN_LIMITS)" IMAGE=$(IMAGE) \
		$(PYTHON) -m pytest -q Tests/image

# A minimal Debian 12, with the security updates.
define make-base
{
	root=$$(mktemp -d)
	trap '$$as_root rm -rf "$$root"' EXIT
	as_root=$$([ "$$(id -u)" = 0 ] || echo sudo)
	chmod 755 "$$root"
	$$as_root debootstrap --variant=minbase bookworm "$$root" >&2
	$$as_root cp -r /etc/apt/sources.list* "$$root/etc/apt/"
	$$as_root tar -C "$$root" --exclude='./var/cache/apt/archives/*.deb' -c . \
		| $(PODMAN) import - $(BASE_IMAGE)
}
endef

.PHONY: format
format: ## Lay out the Swift sources.
	@swift format --in-place --recursive Package.swift Sources Tests

.PHONY: clean
clean: ## Remove what was built.
	@rm -rf .build dist $(VENV)

# Installs the packages in $(1) that are not there; asks nothing when all are.
define install
	missing=()
	for package in $(1); do
		[ "$$(dpkg-query -W -f '$${db:Status-Status}' $$package 2>/dev/null || true)" = installed ] || missing+=($$package)
	done
	version=$$(dpkg-query -W -f '$${Version}' libevent-dev 2>/dev/null || true)
	if [ -n "$$version" ] && dpkg --compare-versions "$$version" lt "$(LIBEVENT_MIN)"; then
		missing+=(libevent-dev libevent-2.1-7 libevent-core-2.1-7 libevent-extra-2.1-7)
	fi
	if [ $${#missing[@]} -gt 0 ]; then
		as_root=$$([ "$$(id -u)" = 0 ] || echo sudo)
		echo "installing $${missing[*]}" >&2
		$$as_root apt-get update -qq >&2
		DEBIAN_FRONTEND=noninteractive $$as_root apt-get install -y -qq --no-install-recommends "$${missing[@]}" >&2
	fi
endef

.PHONY: packages
packages:
	@$(call install,$(BUILD_PACKAGES))

.PHONY: test-packages
test-packages:
	@$(call install,$(BUILD_PACKAGES) $(TEST_PACKAGES))
