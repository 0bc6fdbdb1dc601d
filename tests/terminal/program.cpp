#include "terminal/program.hpp"

#include <fmt/format.h>
#include <pty.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <random>
#include <set>
#include <sstream>
#include <vector>

namespace parvis {
namespace fs = std::filesystem;
namespace {

std::string bytes_of(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  std::ostringstream bytes;
  bytes << file.rdbuf();
  return std::move(bytes).str();
}

void replace_all(std::string& text, std::string_view from, std::string_view to) {
  for (auto at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
}

}  // namespace

Desk::Desk() {
  std::string name = (fs::temp_directory_path() / "parvis-desk-XXXXXX").string();
  folder_ = mkdtemp(name.data());
}
Desk::~Desk() {
  fs::remove_all(folder_);
}

Ran Desk::run(std::string_view arguments, std::string_view environment) const {
  std::string line(arguments);
  replace_all(line, "{desk}", folder_.string());
  replace_all(line, "{source}", PARVIS_SOURCE_DIR);
  const auto command = fmt::format("cd '{0}' && env {1} '{2}' {3} >'{0}/.out' 2>'{0}/.err' </dev/null",
                                   folder_.string(), environment, PARVIS_PROGRAM, line);
  const int status = std::system(command.c_str());
  Ran ran{WIFEXITED(status) ? WEXITSTATUS(status) : -1, bytes_of(folder_ / ".out"),
          bytes_of(folder_ / ".err")};
  fs::remove(folder_ / ".out");
  fs::remove(folder_ / ".err");
  return ran;
}

Ran Desk::run_at_terminal(std::string_view arguments, const std::vector<std::string>& answers) const {
  std::string line(arguments);
  replace_all(line, "{desk}", folder_.string());
  replace_all(line, "{source}", PARVIS_SOURCE_DIR);
  const auto command =
      fmt::format("cd '{0}' && exec '{1}' {2} >'{0}/.out'", folder_.string(), PARVIS_PROGRAM, line);
  int terminal = -1;
  const pid_t child = forkpty(&terminal, nullptr, nullptr, nullptr);
  if (child == 0) {
    execl("/bin/sh", "sh", "-c", command.c_str(), nullptr);
    _exit(127);
  }
  Ran ran;
  std::size_t answered = 0, read_to = 0;
  char bytes[4096];
  // Reading fails when nobody holds the other end any more: the program has ended.
  for (ssize_t n; (n = ::read(terminal, bytes, sizeof bytes)) > 0;) {
    ran.err.append(bytes, static_cast<std::size_t>(n));
    if (!ran.err.ends_with(": ") || ran.err.size() == read_to) continue;
    read_to = ran.err.size();
    // Who has nothing more to say presses Ctrl-D.
    const std::string typed = answered < answers.size() ? answers[answered++] + "\n" : "\x04";
    if (::write(terminal, typed.data(), typed.size()) != static_cast<ssize_t>(typed.size())) break;
  }
  int status = 0;
  waitpid(child, &status, 0);
  close(terminal);
  ran.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  ran.out = bytes_of(folder_ / ".out");
  fs::remove(folder_ / ".out");
  return ran;
}

void Desk::write(std::string_view name, std::string_view bytes) const {
  std::ofstream(folder_ / name, std::ios::binary) << bytes;
}
std::string Desk::read(std::string_view name) const {
  return bytes_of(folder_ / name);
}
bool Desk::has(std::string_view name) const {
  return fs::exists(folder_ / name);
}

std::string source_file(std::string_view path) {
  return bytes_of(fs::path(PARVIS_SOURCE_DIR) / path);
}

std::string with_each_id_once(const std::string& csv) {
  std::istringstream lines(csv);
  std::set<std::string> ids;
  std::string line, out;
  while (std::getline(lines, line))
    if (ids.insert(line.substr(0, line.find(','))).second) out += line + "\n";
  return out;
}

std::string with_rows_shuffled(const std::string& csv, unsigned seed) {
  std::istringstream lines(csv);
  std::string header, line;
  std::getline(lines, header);
  std::vector<std::string> rows;
  while (std::getline(lines, line)) rows.push_back(line);
  std::shuffle(rows.begin(), rows.end(), std::mt19937(seed));
  std::string out = header + "\n";
  for (const auto& row : rows) out += row + "\n";
  return out;
}

}  // namespace parvis
