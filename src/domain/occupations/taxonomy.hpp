/// Occupations, how near they are to each other, and the other lists a person is described with: languages and
/// districts. Either the starter set that is part of the program, or an imported file (`parvis taxonomy import`).
///
/// Codes are SSYK 2012 groups of four digits (SCB). A title may name several groups: it is kept as that set, and
/// whoever compares takes the greatest nearness over the set (C1: "a nearby occupation or industry").
#pragma once

#include <compare>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "platform/base/message.hpp"
#include "platform/base/result.hpp"

namespace parvis::occupations {

/// A unit group of SSYK 2012, four digits, leading zeros kept: "0110".
class Ssyk {
 public:
  constexpr Ssyk() = default;
  static std::optional<Ssyk> from(std::string_view four_digits);
  std::string text() const;
  constexpr int number() const { return number_; }
  friend constexpr auto operator<=>(Ssyk, Ssyk) = default;

 private:
  explicit constexpr Ssyk(std::uint16_t number) : number_(number) {}
  std::uint16_t number_ = 0;
};

/// What someone works with: one title or several, and every group that those titles name.
struct Occupation {
  std::vector<Ssyk> groups;  ///< sorted, each once, at least one
  std::vector<std::uint32_t>
      concepts;       ///< the titles as such, for "the same occupation"; sorted; empty for bare codes
  std::string title;  ///< as it was written

  friend bool operator==(const Occupation&, const Occupation&) = default;
};
/// Both, as one person's occupations.
Occupation merged(const Occupation& first, const Occupation& second);

/// Why two occupations are near, the strongest first. The values are MATCHING.md 1.
enum class Ground {
  same_occupation,   ///< 10 000
  same_group,        ///<  9 000 the same 4-digit group
  listed_near,       ///<  7 500 listed as near, high (75)
  listed_first,      ///<  6 000 the employment service's list, rank 1–3
  same_minor_group,  ///<  5 000 the same 3-digit group
  listed_later,      ///<  4 500 the employment service's list, rank 4–10
  same_major_group,  ///<  3 000 the same 2-digit group
  listed_low,        ///<  2 500 listed as near, low (25)
  same_field,        ///<  1 500 the same occupational field
  none,              ///<      0
};
int value_of(Ground ground);
/// "the same occupation", "listed as nearby by the employment service" …
Message in_words(Ground ground);

struct Nearness {
  Ground ground = Ground::none;
  Ssyk first, second;  ///< the two groups between which it holds, in the order asked
  int value() const { return value_of(ground); }
};

struct Suggestion {
  std::string title;
  std::vector<Ssyk> groups;
};
/// How a written title was understood.
struct TitleAnswer {
  std::optional<Occupation> occupation;  ///< set when the title is known
  std::vector<Suggestion> suggestions;   ///< else what it may have meant, best first, at most five
};

struct District {
  std::string name;                       ///< as it is called now
  std::vector<std::string> former_names;  ///< before July 2023
  std::vector<std::string> neighbours;    ///< for the estimate of travel; empty when not known
};

class Taxonomy {
 public:
  /// The set that is part of the program.
  static std::shared_ptr<const Taxonomy> starter();
  /// A file written by `import_folder`. Refuses what is damaged or of another version.
  static Result<std::shared_ptr<const Taxonomy>, Message> load(const std::string& path);
  static Result<std::shared_ptr<const Taxonomy>, Message> from_bytes(std::string bytes);
  ~Taxonomy();

  /// By title or code, in any of the languages; a cell may name several with ; or / between them.
  TitleAnswer find(std::string_view written) const;

  /// From 0 (no known way between them) to 10 000. Symmetric. Groups that this taxonomy does not know are far
  /// from everything but themselves.
  Nearness nearness(const Occupation& first, const Occupation& second) const;
  Nearness nearness(Ssyk first, Ssyk second) const;
  /// A regulated profession (needs a licence) has an id; two groups within one profession share it. 0 otherwise.
  int regulated_profession(Ssyk group) const;

  std::vector<Ssyk> groups() const;
  bool knows(Ssyk group) const;
  /// The group's title in "sv", "en", "ar" or "uk"; Swedish when there is none in that language.
  std::string title_of(Ssyk group, std::string_view language) const;
  /// The occupational field's name, or the 2-digit group's when there is no field; for diagrams.
  std::string field_of(Ssyk group, std::string_view language) const;

  /// "arabiska", "Arabic", "العربية", "ar", "ara" → "ara" (ISO 639-3). Nothing when it is not known.
  std::optional<std::string> find_language(std::string_view written) const;
  std::string language_name(std::string_view iso639_3, std::string_view language) const;

  /// The district as it is called now, for today's name or a former one.
  std::optional<std::string> find_district(std::string_view written) const;
  const std::vector<District>& districts() const;
  /// Steps between neighbouring districts: 0 the same, 1 neighbours … Nothing when it is not known.
  std::optional<int> district_steps(std::string_view first, std::string_view second) const;

 private:
  struct Data;
  explicit Taxonomy(std::unique_ptr<const Data> data);
  std::unique_ptr<const Data> data_;
};

/// One thing found wrong in the files: where, and what was expected.
struct ImportFinding {
  std::string file;
  int row = 0;  ///< as a spreadsheet counts: the header is row 1
  std::string column;
  Message what;
  bool forbids = true;  ///< false: told, and the import goes on without that row or cell
};
struct ImportReport {
  std::vector<ImportFinding> findings;  ///< empty when all is well; at most 200 and a line on how many more
  int occupations = 0, titles = 0, nearness_pairs = 0, languages = 0, districts = 0, professions = 0;
};
struct Imported {
  ImportReport report;
  std::string bytes;  ///< the compact file; empty when a finding forbids it
};
/// Reads a folder of open classifications (docs/formats.md names the files and columns).
Imported import_folder(const std::string& folder);

}  // namespace parvis::occupations
