/// The main job: two spreadsheets in, a round out. The command line and the browser call the same functions.
#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "domain/matching/equal_round.hpp"
#include "domain/matching/round.hpp"
#include "domain/matching/whatif.hpp"
#include "domain/people/intake.hpp"
#include "domain/programme/programme.hpp"
#include "platform/formats/table.hpp"

namespace parvis::acts {

struct Sheets {
  formats::Table adepts, mentors;
  std::optional<formats::Table> locks, titles;
};

/// The people as they were understood, before any round.
struct Understood {
  people::Intake<people::Adept> adepts;
  people::Intake<people::Mentor> mentors;
  std::vector<suitability::Lock> locks;
  people::TitleChoices titles;                    ///< as given
  std::vector<people::Reject> rejects;            ///< of all the files: adepts, mentors, locks, titles
  std::vector<people::UnsettledTitle> unsettled;  ///< of both, by title
  std::vector<Message> unused;                    ///< names the columns that nobody looks at
  bool usable = true;  ///< false: a file lacks what it must have; `rejects` says what
  int left_for_handling_by_hand() const {
    return adepts.left_for_handling_by_hand + mentors.left_for_handling_by_hand;
  }
  int refused_rows() const;  ///< of people
};

Understood understand(const Sheets& sheets, const programme::Track& track,
                      const occupations::Taxonomy& taxonomy, const std::vector<std::string>& keep,
                      people::TitleChoices choices = {});

struct RoundSettings {
  Date on;
  std::uint64_t seed = 1;
  int threads = 2;
  std::function<void(matching::Stage, int)> progress;
};
Result<matching::Round, std::vector<matching::LockFault>> run_round(
    const programme::Programme& programme, const programme::Track& track,
    std::shared_ptr<const occupations::Taxonomy> taxonomy, Understood understood,
    const RoundSettings& settings);

/// What stands beside a round on a page: what bounds on equal opportunity would cost, and which mentors would help.
struct Weighed {
  std::optional<matching::Choices> choices;  ///< nothing where there is nothing to compare
  std::optional<std::vector<matching::WhatIf::Recruit>> recruits;
};
/// Of a plain round. Both are nothing where there are more possible pairs than are weighed while somebody waits.
Weighed weighed(const matching::Round& plain);

/// locks.csv: `adept_id,mentor_id,in|out,reason`. Rows that are wrong are told and left out.
std::vector<suitability::Lock> read_locks(const formats::Table& table, std::vector<people::Reject>& rejects,
                                          bool& usable);

}  // namespace parvis::acts
