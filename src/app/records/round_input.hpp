/// Those who wait, as a round is told about them: from the register to the cells of our own spreadsheet, and from
/// there the same road as a file (people::table_of, acts::understand). Inside this folder.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "app/acts/matching_job.hpp"
#include "app/records/applications.hpp"
#include "domain/people/cells.hpp"

namespace parvis::records {

/// One who waits. The id in the cells is the application's; the name is never among them.
struct RoundPerson {
  ApplicationId application;
  PersonId person;
  lives::Part part = lives::Part::adept;
  std::string name;
  people::CellTexts cells;
  std::optional<std::string> groups;  ///< SSYK codes as settled for this person: "7212 7213"
  friend bool operator==(const RoundPerson&, const RoundPerson&) = default;
};

/// Found eligible, of the track or of any, and not held; a mentor with the places that are free. By id.
Result<std::vector<RoundPerson>, Failure> waiting_in(store::Transaction& tx, ProgrammeId programme,
                                                     std::string_view track, Date day);
/// These two, whether held or not. Fewer when one is no open application.
Result<std::vector<RoundPerson>, Failure> both_in(store::Transaction& tx, ApplicationId adept,
                                                  ApplicationId mentor, Date day);

std::string cells_text(const people::CellTexts& cells);
people::CellTexts read_cells(std::string_view text);

/// The sheets and what was understood of them; each person has the occupation that was settled for them, and nobody is
/// to be paired with themself. `locks` are those of the round.
acts::Understood understood(const std::vector<RoundPerson>& people, std::vector<suitability::Lock> locks,
                            const programme::Track& track, const occupations::Taxonomy& taxonomy);
/// Whom a row of the sheet is about.
std::optional<ApplicationId> behind(const std::vector<RoundPerson>& people, const people::Reject& reject);

}  // namespace parvis::records
