import Glibc

// taipan [-S] [-c COMMAND | FILE] [ARGUMENT …]

@main
struct TaipanCommand {
  static func main() {
    let status = CommandLineProgram.runOnLargeStack()
    fflush(nil)
    exit(status)
  }
}
