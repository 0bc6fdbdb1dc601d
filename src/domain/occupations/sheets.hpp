/// Reading the files of an import and telling what is wrong in them. Inside the folder only.
#pragma once

#include <initializer_list>
#include <optional>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "domain/occupations/taxonomy.hpp"
#include "platform/formats/table.hpp"

namespace parvis::occupations {

/// A list that is read column by column; the columns it needs are there.
class Sheet {
 public:
  explicit Sheet(formats::Table table) : table_(std::move(table)) {}

  const std::string& file() const { return table_.file; }
  const std::vector<formats::Row>& rows() const { return table_.rows; }
  const std::vector<std::string>& headers() const { return table_.headers; }
  bool has(std::string_view column) const;
  /// Empty when nothing is written, or there is no such column.
  const std::string& cell(const formats::Row& row, std::string_view column) const;

 private:
  formats::Table table_;
};

/// What was found wrong, in the order in which it was found.
class Findings {
 public:
  enum class Effect { forbids, told };

  void add(std::string file, int row, std::string column, Message what, Effect effect = Effect::forbids);
  void add(const Sheet& sheet, const formats::Row& row, std::string_view column, Message what,
           Effect effect = Effect::forbids);
  bool forbid() const { return forbid_; }
  /// At most 200, and then how many more there are.
  std::vector<ImportFinding> list() &&;

 private:
  std::vector<ImportFinding> list_;
  int more_ = 0;
  bool forbid_ = false;
};

/// Tells of the second row that has the same key; true the first time.
class Once {
 public:
  bool is_first(const std::string& key) { return seen_.insert(key).second; }

 private:
  std::set<std::string> seen_;
};

enum class Need { required, optional };

/// The lists in a folder, and what was found wrong in them.
class Lists {
 public:
  explicit Lists(std::string folder) : folder_(std::move(folder)) {}

  /// Nothing when the file is not there or cannot be used; what is wrong then stands in `findings`.
  std::optional<Sheet> sheet(const std::string& file, Need need,
                             std::initializer_list<std::string_view> columns);
  bool is_written(const Sheet& list, const formats::Row& row, std::string_view column,
                  Findings::Effect effect = Findings::Effect::forbids);
  bool is_first(Once& once, const Sheet& list, const formats::Row& row, std::string_view column,
                const std::string& key, Findings::Effect effect = Findings::Effect::forbids);

  Findings findings;

 private:
  std::string folder_;
};

}  // namespace parvis::occupations
