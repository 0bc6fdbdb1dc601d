#include "terminal/program.hpp"

#include <fmt/format.h>
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
