# pact-tui
#   make run     sets up what is missing and opens a demonstration      ARGS="..." for other words
#   make test    sets up what is missing and runs the tests
#   make         builds ./pact-tui          make install PREFIX=/usr/local DESTDIR=
#   make san | fuzz | bench | deps | clean  V=1 shows the commands
PREFIX ?= /usr/local
DESTDIR ?=
CC ?= cc
BUILD ?= .build
OPT ?= -O2 -fno-asynchronous-unwind-tables
SAN ?=
CFLAGS ?= -g
ARGS ?= demo
FUZZ_SECONDS ?= 30
JOBS ?= $(shell nproc)

WARN = -Wall -Wextra -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith \
	-Wwrite-strings -Wformat=2 -Wno-missing-field-initializers -Wno-format-nonliteral
LIBS = sqlite3 libutf8proc libsodium ncursesw libseccomp
PKGS = gcc libc6-dev make pkg-config gettext libncurses-dev ncurses-base ncurses-term \
	libsqlite3-dev libutf8proc-dev libsodium-dev libcsv-dev libssh-dev libseccomp-dev tzdata
PKGS_test = libcmocka-dev tmux openssh-client mandoc perl python3-minimal sqlite3 procps
PKGS_fuzz = clang libclang-rt-14-dev
PKGS_bench = python3 abook fzf strace

# Asked when a recipe runs, not when make starts: `make run` may have to install pkg-config first.
ALL_CFLAGS = -std=gnu11 -D_GNU_SOURCE -DPREFIX='"$(PREFIX)"' $(OPT) $(SAN) $(CFLAGS) $(WARN) \
	-fno-common -fstack-protector-strong -I. `pkg-config --cflags $(LIBS)`
# Addresses that move take two bits each instead of 24 bytes: a tenth of the program.
LINK = -Wl,-z,pack-relative-relocs -Wl,-z,noseparate-code -Wl,--gc-sections
ALL_LIBS = `pkg-config --libs $(LIBS)` -lcsv -lm

Q = $(if $(V),,@)
EMBEDDED = $(sort $(wildcard core/schema/*.sql core/*.sql core/*.txt keymaps/*.keys))
CORE_O = $(patsubst %.c,$(BUILD)/%.o,$(wildcard core/*.c core/entities/*.c)) $(BUILD)/embedded.o
# The door is a program of its own: it alone loads libssh.
SERVE_O = $(patsubst %.c,$(BUILD)/%.o,$(wildcard tui/serve*.c))
TUI_O = $(patsubst %.c,$(BUILD)/%.o,$(filter-out tui/main.c tui/serve%,$(wildcard tui/*.c)))
LIBS_O = $(BUILD)/libtui.a $(BUILD)/libcore.a
MO = $(patsubst tui/po/%.po,$(BUILD)/locale/%/LC_MESSAGES/pact-tui.mo,$(wildcard tui/po/*.po))
UNIT = $(patsubst tests/unit/%.c,$(BUILD)/unit/%,$(wildcard tests/unit/*.c))
FUZZ = $(patsubst tests/fuzz/%.c,$(BUILD)/fuzz/%,$(wildcard tests/fuzz/fuzz_*.c))

.PHONY: all run test check san fuzz bench bench-ssh deps install uninstall clean pot manual
.DELETE_ON_ERROR:

all: pact-tui $(BUILD)/pact-tui-serve $(MO)

run: deps
	$(Q)$(MAKE) --no-print-directory -j$(JOBS) all
	$(Q)./pact-tui $(ARGS)

test: deps
	$(Q)$(MAKE) --no-print-directory deps FOR=test
	$(Q)$(MAKE) --no-print-directory -j$(JOBS) check

san: deps
	$(Q)$(MAKE) --no-print-directory deps FOR=test
	$(Q)ASAN_OPTIONS=$${ASAN_OPTIONS-detect_leaks=1:abort_on_error=0:exitcode=99} \
		UBSAN_OPTIONS=print_stacktrace=1 $(MAKE) --no-print-directory -j$(JOBS) check BUILD=.build-san \
		OPT=-O1 SAN="-fsanitize=address,undefined -fno-sanitize-recover=undefined"

# Installs what is missing, and says so; with nothing missing it does nothing. FOR=test, fuzz or
# bench looks for what those need besides.
deps:
	$(Q)missing=; for p in $(if $(FOR),$(PKGS_$(FOR)),$(PKGS)); do \
		dpkg-query -W -f '$${Status}' $$p 2>/dev/null | grep -q 'ok installed' || \
		missing="$$missing $$p"; done; \
	test -z "$$missing" || { sudo=; test `id -u` = 0 || sudo="sudo "; set -e; \
		echo "Missing:$$missing"; \
		echo "$${sudo}apt-get install -y --no-install-recommends$$missing"; \
		$$sudo apt-get update -qq; \
		$$sudo env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq \
			--no-install-recommends $$missing >/dev/null; }

pact-tui: $(BUILD)/pact-tui
	$(Q)ln -sf $< $@

$(BUILD)/pact-tui: $(BUILD)/tui/main.o $(LIBS_O)
	@echo "  link $@"
	$(Q)$(CC) $(SAN) $(LINK) $(LDFLAGS) -o $@ $< $(LIBS_O) $(ALL_LIBS)

# What runs for every row is built fast; screens and what is done once a day wait for people or the
# disk, and are built small.
FAST_O = $(patsubst %,$(BUILD)/core/%.o,arena str utf8 utf8_fold $(basename $(notdir $(wildcard \
	core/db*.c core/record*.c core/edit*.c core/list*.c core/filter*.c core/ftype*.c core/csv*.c \
	core/import*.c core/history*.c core/graph*.c core/forecast*.c core/path*.c core/codes*.c))))
$(filter-out $(FAST_O),$(CORE_O) $(TUI_O)): OPT := $(subst -O2,-Os,$(OPT))

$(BUILD)/pact-tui-serve: $(SERVE_O) $(LIBS_O)
	@echo "  link $@"
	$(Q)$(CC) $(SAN) $(LDFLAGS) -o $@ $^ $(ALL_LIBS) -lssh

$(BUILD)/libcore.a: $(CORE_O)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/libtui.a: $(TUI_O)
	$(Q)rm -f $@ && $(AR) rcs $@ $^

$(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	@echo "  cc   $<"
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -c -o $@ $<

$(BUILD)/embedded.c: $(EMBEDDED) core/embed.sh
	@mkdir -p $(@D)
	$(Q)sh core/embed.sh $(EMBEDDED) > $@

$(BUILD)/embedded.o: $(BUILD)/embedded.c
	$(Q)$(CC) $(ALL_CFLAGS) -c -o $@ $<

$(BUILD)/locale/%/LC_MESSAGES/pact-tui.mo: tui/po/%.po
	@mkdir -p $(@D)
	$(Q)msgfmt --check-format -o $@ $<

$(BUILD)/unit/%: tests/unit/%.c $(LIBS_O)
	@mkdir -p $(@D)
	@echo "  test $<"
	$(Q)$(CC) $(ALL_CFLAGS) -MMD -MP -o $@ $< $(LIBS_O) -lcmocka $(ALL_LIBS)

# Every test speaks TAP; prove counts them.
check: $(BUILD)/pact-tui $(BUILD)/pact-tui-serve $(MO) $(UNIT)
	$(Q)PACT=$(abspath $(BUILD))/pact-tui BUILD=$(BUILD) CC="$(CC)" MAKE="$(MAKE)" \
		CMOCKA_MESSAGE_OUTPUT=TAP PACT_SAN=$(if $(SAN),1) \
		prove -j 2 --timer --exec 'sh tests/one.sh' $(UNIT) $(sort $(wildcard tests/*.t))

fuzz:
	$(Q)$(MAKE) --no-print-directory deps
	$(Q)$(MAKE) --no-print-directory deps FOR=fuzz
	$(Q)$(MAKE) --no-print-directory -j$(JOBS) fuzz-run BUILD=.build-fuzz CC=clang OPT=-O1 \
		SAN="-fsanitize=address,undefined,fuzzer-no-link -fno-sanitize-recover=undefined" \
		WARN=-Wno-unknown-warning-option

fuzz-run: $(FUZZ)
	$(Q)for f in $(FUZZ); do d=$(BUILD)/corpus/`basename $$f`; mkdir -p $$d; \
		echo "  fuzz `basename $$f` for $(FUZZ_SECONDS) s"; \
		$$f -max_total_time=$(FUZZ_SECONDS) -timeout=5 -rss_limit_mb=1024 -verbosity=0 \
			-artifact_prefix=$(BUILD)/corpus/ $$d > $$d.log 2>&1 || \
			{ tail -n 60 $$d.log; exit 1; }; done; \
	echo "$(words $(FUZZ)) fuzzers, no crash"

$(BUILD)/fuzz/%: tests/fuzz/%.c $(LIBS_O)
	@mkdir -p $(@D)
	$(Q)$(CC) $(ALL_CFLAGS) -fsanitize=fuzzer -o $@ $< $(LIBS_O) $(ALL_LIBS)

bench: deps
	$(Q)$(MAKE) --no-print-directory deps FOR=test
	$(Q)$(MAKE) --no-print-directory deps FOR=bench
	$(Q)$(MAKE) --no-print-directory all
	$(Q)PACT=$(abspath $(BUILD))/pact-tui CC="$(CC)" BUILD=$(BUILD) python3 tests/bench/bench.py

bench-ssh: deps
	$(Q)$(MAKE) --no-print-directory deps FOR=test
	$(Q)$(MAKE) --no-print-directory all
	$(Q)PACT=$(abspath $(BUILD))/pact-tui python3 tests/bench/ssh.py

# The strings to translate: tui/po/pact-tui.pot is not kept, the test makes it too.
pot:
	$(Q)sh tui/po/extract.sh > $(BUILD)/pact-tui.pot

# The parts of the manual that the program says itself; tests/man.t compares them.
manual: all
	$(Q)PACT=$(abspath $(BUILD))/pact-tui sh tests/manual.sh > $(BUILD)/pact-tui.1
	$(Q)cp $(BUILD)/pact-tui.1 pact-tui.1

install: all
	install -d $(DESTDIR)$(PREFIX)/bin $(DESTDIR)$(PREFIX)/share/man/man1
	install -m 755 $(BUILD)/pact-tui $(DESTDIR)$(PREFIX)/bin/pact-tui
	install -d $(DESTDIR)$(PREFIX)/libexec
	install -m 755 $(BUILD)/pact-tui-serve $(DESTDIR)$(PREFIX)/libexec/pact-tui-serve
	install -d $(DESTDIR)$(PREFIX)/lib/systemd/system
	sed 's|@PREFIX@|$(PREFIX)|' tui/pact-tui.service \
		> $(DESTDIR)$(PREFIX)/lib/systemd/system/pact-tui.service
	install -m 644 pact-tui.1 $(DESTDIR)$(PREFIX)/share/man/man1/pact-tui.1
	for m in $(MO); do d=$(DESTDIR)$(PREFIX)/share/$${m#$(BUILD)/}; \
		install -d `dirname $$d` && install -m 644 $$m $$d; done

uninstall:
	rm -f $(DESTDIR)$(PREFIX)/bin/pact-tui $(DESTDIR)$(PREFIX)/libexec/pact-tui-serve \
		$(DESTDIR)$(PREFIX)/share/man/man1/pact-tui.1 \
		$(DESTDIR)$(PREFIX)/lib/systemd/system/pact-tui.service
	for m in $(MO); do rm -f $(DESTDIR)$(PREFIX)/share/$${m#$(BUILD)/}; done

clean:
	rm -rf .build .build-* pact-tui

-include $(CORE_O:.o=.d) $(TUI_O:.o=.d) $(SERVE_O:.o=.d) $(BUILD)/tui/main.d $(UNIT:=.d)
