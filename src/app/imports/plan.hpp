/// What would be done, found within an act, and the doing of it. Inside this folder.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "app/imports/imports.hpp"
#include "app/records/applications.hpp"
#include "app/records/programmes.hpp"

namespace parvis::imports {

/// The lists as they were understood, before the register is asked.
struct Understanding {
  struct OneRow {
    lives::Part part = lives::Part::adept;
    records::PersonDetails details;  ///< with `known` and how the person is reached
    records::ApplicationDetails terms;
    std::optional<int> places;  ///< a mentor's, if the cell says how many
    std::optional<std::string> partner;
    Line line;
  };
  std::vector<OneRow> rows;  ///< taken or refused, adepts first, in the order of the files
  Account account;           ///< all but the lines
  records::ProgrammeVersion programme;
};
Result<Understanding, Failure> understand(store::Transaction& tx, const Lists& lists,
                                          const occupations::Taxonomy& taxonomy);

/// One person of the lists, with what is to be done about them.
struct Step {
  std::size_t line = 0;
  lives::Part part = lives::Part::adept;
  std::optional<records::PersonRecord> existing;
  records::PersonDetails wished;
  bool person_differs = false;
  std::optional<records::ApplicationRecord> application;  ///< the open one
  records::ApplicationDetails terms;
  bool terms_differ = false, groups_differ = false;
  std::optional<std::string> partner;
  std::optional<std::int64_t> list_number;  ///< its row, if the list's id is known
  bool list_number_moves = false;
};

/// Two who must not become a pair: people of the register, or new ones by their lines.
struct Apart {
  std::variant<std::size_t, PersonId> one, other;
};

/// Among whom rows are looked for, as texts of scopes: whom the proposer reached, and whom the asker reaches now.
struct Reach {
  std::string proposed, asker;
};

struct Plan {
  Reach reach;
  Account account;
  std::vector<Step> steps;  ///< only those with something to do
  std::vector<Apart> apart;
  ProgrammeId programme;
};
/// Whoever stands outside the scope is as nobody: their row is taken in as new, and nothing of theirs is told or changed.
Result<Plan, Failure> plan(store::Transaction& tx, const records::People& people, const Lists& lists,
                           const occupations::Taxonomy& taxonomy, const access::RowScope& scope);
Result<bool, Failure> carry_out(store::Transaction& tx, const records::People& people, const Plan& plan);

/// The lists without the rows of protected people and without the columns that are not read, as they are kept until
/// somebody decides.
std::string kept_lists(const Lists& lists, const Understanding& understood);
/// What kept_lists wrote.
Lists lists_kept(const std::string& text);

}  // namespace parvis::imports
