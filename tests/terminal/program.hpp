/// Runs `parvis` in a folder of its own, as a person at a terminal would.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace parvis {

struct Ran {
  int exit_code = -1;
  std::string out, err;
};

/// A folder that goes away with the test. Files by name.
class Desk {
 public:
  Desk();
  ~Desk();
  Desk(const Desk&) = delete;
  /// `arguments` as in a shell; `{desk}` is this folder, `{source}` the project's. `environment`: "TZ=… LC_ALL=…".
  Ran run(std::string_view arguments, std::string_view environment = "") const;
  /// The same with a person there: standard input and error are a terminal. `answers` are typed one after another, each
  /// when Parvis has written its question, which ends in a colon and a space. `err` is all that stood on the terminal.
  Ran run_at_terminal(std::string_view arguments, const std::vector<std::string>& answers = {}) const;
  void write(std::string_view name, std::string_view bytes) const;
  std::string read(std::string_view name) const;
  bool has(std::string_view name) const;
  std::filesystem::path path(std::string_view name) const { return folder_ / name; }
  const std::filesystem::path& folder() const { return folder_; }

 private:
  std::filesystem::path folder_;
};

std::string source_file(std::string_view path);
/// A CSV with its rows (not the header) in another order.
std::string with_each_id_once(const std::string& csv);
std::string with_rows_shuffled(const std::string& csv, unsigned seed);

}  // namespace parvis
