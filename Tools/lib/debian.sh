# Shell functions around Debian's packages, for the set-up scripts; sourced by them.
#
# CPython 3.14 may be newer than the machine's own suite. `unpack` then takes packages of suite "forky"
# (TAIPAN_SUITE) from the archive that the machine's apt already uses, with the archive's signatures
# checked, and unpacks them into a folder: nothing of a newer suite is ever installed.

suite=${TAIPAN_SUITE:-forky}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }

# require COMMAND PACKAGE …: installs the packages of those commands that the machine lacks.
require() {
  local missing=()
  while [ $# -gt 0 ]; do
    command -v "$1" >/dev/null || missing+=("$2")
    shift 2
  done
  [ ${#missing[@]} = 0 ] && return
  echo "installing ${missing[*]}" >&2
  as_root apt-get update -qq
  as_root apt-get install -y -qq "${missing[@]}" >/dev/null
}

# require_header NAME PACKAGE: installs the package of a C header that the machine lacks.
require_header() {
  compgen -G "/usr/include/$1" >/dev/null || compgen -G "/usr/include/*/$1" >/dev/null && return
  echo "installing $2" >&2
  as_root apt-get update -qq
  as_root apt-get install -y -qq "$2" >/dev/null
}

# require_library NAME PACKAGE: installs the package of a shared library that the machine lacks.
require_library() {
  compgen -G "/usr/lib/*/$1" >/dev/null && return
  echo "installing $2" >&2
  as_root apt-get update -qq
  as_root apt-get install -y -qq "$2" >/dev/null
}

# unpack FOLDER PACKAGE …: the packages' files under FOLDER.
unpack() {
  local folder=$1 work options=() status=0
  shift
  work=$(mktemp -d)
  mkdir -p "$folder" "$work"/{lists/partial,cache/archives/partial,debs}
  if ! apt-cache show "$1" >/dev/null 2>&1; then
    local archive
    archive=$(apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(REPO_URI)' \
              | awk '$1 == "Debian" && $2 !~ /-/ { print $3; exit }')
    if [ -z "$archive" ]; then
      as_root apt-get update -qq >/dev/null 2>&1 || true
      archive=$(apt-get indextargets --format '$(ORIGIN) $(CODENAME) $(REPO_URI)' \
                | awk '$1 == "Debian" && $2 !~ /-/ { print $3; exit }')
    fi
    [ -n "$archive" ] || { echo "no Debian archive among this machine's apt sources" >&2; return 1; }
    echo "deb [signed-by=/usr/share/keyrings/debian-archive-keyring.gpg] $archive $suite main" > "$work/sources.list"
    options=(-oDir::Etc::sourcelist="$work/sources.list" -oDir::Etc::sourceparts=- -oDir::State::Lists="$work/lists"
             -oDir::Cache="$work/cache" -oAPT::Sandbox::User="$(id -un)")
    apt-get "${options[@]}" update -qq || status=$?
  fi
  if [ $status = 0 ]; then
    (cd "$work/debs" && apt-get "${options[@]}" download -qq "$@") || status=$?
  fi
  if [ $status = 0 ]; then
    for package in "$work"/debs/*.deb; do dpkg-deb -x "$package" "$folder" || status=$?; done
  fi
  rm -rf "$work"
  return $status
}
