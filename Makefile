# Two commands for a fresh machine: `make run` and `make test`.
# Both install what is missing first (setup/prepare.sh says what and why).

FILE ?=
ARGS ?=
VENV := .venv
PY   := $(VENV)/bin/python

.PHONY: run test check pages sync witness bench gates crops sheet demo clean

run:            ## play FILE, or the built-in demo
	@sh setup/prepare.sh run
	@sh setup/run.sh $(if $(FILE),"$(FILE)") $(ARGS)

test: check     ## every check and every test
	@sh setup/pytest.sh $(ARGS)

check:          ## style, types, import rules
	@sh setup/prepare.sh test
	$(VENV)/bin/ruff check .
	$(VENV)/bin/ruff format --check .
	$(VENV)/bin/mypy
	PATH="$(CURDIR)/$(VENV)/bin:$$PATH" lint-imports

pages:          ## write the generated pages (docs/keys.md, docs/options.md)
	@sh setup/prepare.sh test
	$(PY) -m player.options_page
	$(PY) -m ui.keys_page

sync:           ## measure audio against video, end to end
	@sh setup/prepare.sh test
	$(PY) -m tests.end_to_end.sync_probe $(ARGS)

witness:        ## compare every shader with mpv's picture of it, in full
	@sh setup/prepare.sh test
	$(PY) -m tests.witness $(ARGS)

bench:          ## GPU time of our shaders beside the official ones
	@sh setup/prepare.sh test
	$(PY) -m tests.bench $(ARGS)

gates:          ## measure every network beside the official file of its class
	@sh setup/prepare.sh test
	$(PY) -m tests.gates $(ARGS)

crops:          ## draw the catalogue's before/after crops again (docs/crops)
	@sh setup/prepare.sh run
	$(PY) -m docs.make_crops

sheet:          ## draw the sheet of shaders/README.md again (docs/networks.png)
	@sh setup/prepare.sh test
	$(PY) -m ui quality resources/demo/demo.mkv --at 12.5 --no-time --sheet docs/networks.png --chains bilinear lanczos mode-a-hq \
	  $(foreach size,S M L VL UL,shaders/upscale/Sakuga_Upscale_Area_CNN_x2_$(size).glsl) shaders/upscale/Sakuga_Upscale_CNN_x2_M.glsl

demo:           ## draw and encode the demo clip again
	@sh setup/prepare.sh run
	$(PY) -m resources.demo.make_demo

clean:
	rm -rf $(VENV) .mypy_cache .ruff_cache .pytest_cache build *.egg-info
