#include "app/acts/matching_job.hpp"

#include <algorithm>
#include <map>
#include <set>

#include "domain/people/shown.hpp"
#include "platform/base/fold.hpp"

namespace parvis::acts {
namespace {

using people::Effect;
using people::Reject;

int column(const formats::Table& table, std::initializer_list<std::string_view> names) {
  for (std::size_t c = 0; c < table.headers.size(); ++c)
    for (const auto name : names)
      if (folded(table.headers[c]) == name) return static_cast<int>(c);
  return -1;
}

/// The columns to keep that this table has. One that neither has is told by the caller.
std::vector<std::string> kept_here(const formats::Table& table, const std::vector<std::string>& keep) {
  std::vector<std::string> here;
  for (const auto& name : keep)
    if (std::any_of(table.headers.begin(), table.headers.end(),
                    [&](const std::string& header) { return folded(header) == folded(name); }))
      here.push_back(name);
  return here;
}

void add_unsettled(std::map<std::string, people::UnsettledTitle>& all,
                   const std::vector<people::UnsettledTitle>& some) {
  for (const auto& title : some) {
    auto [at, fresh] = all.try_emplace(folded(title.title), title);
    if (!fresh) at->second.rows += title.rows;
  }
}

}  // namespace

int Understood::refused_rows() const {
  int refused = 0;
  for (const auto* of_sheet : {&adepts.rejects, &mentors.rejects}) {
    std::set<int> rows;
    for (const auto& reject : *of_sheet)
      if (reject.effect == Effect::refused && reject.row > 0) rows.insert(reject.row);
    refused += static_cast<int>(rows.size());
  }
  return refused;
}

Weighed weighed(const matching::Round& plain) {
  constexpr std::int64_t most_pairs = 2'000'000;
  Weighed found;
  if (plain.possible_pairs() > most_pairs) return found;
  if (auto choices = matching::choices(plain)) found.choices = std::move(*choices);
  if (auto whatif = matching::WhatIf::of(plain)) found.recruits = whatif->recruiting_list({});
  return found;
}

std::vector<suitability::Lock> read_locks(const formats::Table& table, std::vector<Reject>& rejects,
                                          bool& usable) {
  const int adept = column(table, {"adept id", "adept"});
  const int mentor = column(table, {"mentor id", "mentor"});
  const int decision = column(table, {"in out", "lock", "lås", "in eller ut", "beslut", "decision"});
  const int reason = column(table, {"reason", "skäl", "anledning"});
  std::vector<suitability::Lock> locks;
  if (adept < 0 || mentor < 0 || decision < 0) {
    usable = false;
    rejects.push_back({table.file, 0, "", "",
                       say("The columns adept_id, mentor_id and in|out are needed in the file with locks."),
                       Effect::refused});
    return locks;
  }
  for (const auto& row : table.rows) {
    suitability::Lock lock;
    lock.adept_id = row.cells[static_cast<std::size_t>(adept)];
    lock.mentor_id = row.cells[static_cast<std::size_t>(mentor)];
    lock.reason = reason >= 0 ? row.cells[static_cast<std::size_t>(reason)] : "";
    lock.row = row.number;
    const auto& written = row.cells[static_cast<std::size_t>(decision)];
    const auto word = folded(written);
    if (word == "in" || word == "lås")
      lock.locked = suitability::Locked::in;
    else if (word == "out" || word == "ut" || word == "förbjud")
      lock.locked = suitability::Locked::out;
    else {
      usable = false;
      rejects.push_back({table.file, row.number, table.headers[static_cast<std::size_t>(decision)], written,
                         say("Write in or out."), Effect::refused});
      continue;
    }
    if (lock.adept_id.empty() || lock.mentor_id.empty()) {
      usable = false;
      rejects.push_back({table.file, row.number,
                         table.headers[static_cast<std::size_t>(lock.adept_id.empty() ? adept : mentor)], "",
                         say("Write the id of both the adept and the mentor."), Effect::refused});
      continue;
    }
    locks.push_back(std::move(lock));
  }
  return locks;
}

Understood understand(const Sheets& sheets, const programme::Track& track,
                      const occupations::Taxonomy& taxonomy, const std::vector<std::string>& keep,
                      people::TitleChoices choices) {
  Understood understood;
  std::vector<Reject> of_titles, of_locks;
  // Choices made in the browser come on top of those in the file.
  if (sheets.titles) {
    understood.titles = people::TitleChoices::read(*sheets.titles, of_titles, &taxonomy);
    understood.titles.add(choices);
  } else {
    understood.titles = std::move(choices);
  }
  people::IntakeRequest request;
  request.needed = programme::fields_needed(track);
  request.titles = &understood.titles;
  request.keep = kept_here(sheets.adepts, keep);
  understood.adepts = people::read_adepts(sheets.adepts, taxonomy, request);
  request.keep = kept_here(sheets.mentors, keep);
  understood.mentors = people::read_mentors(sheets.mentors, taxonomy, request);
  understood.usable = understood.adepts.usable && understood.mentors.usable;
  for (auto& told : {people::unused_in_words(sheets.adepts, understood.adepts.unused_columns),
                     people::unused_in_words(sheets.mentors, understood.mentors.unused_columns)})
    if (told) understood.unused.push_back(*told);
  if (sheets.locks) understood.locks = read_locks(*sheets.locks, of_locks, understood.usable);

  for (const auto& name : keep)
    if (kept_here(sheets.adepts, {name}).empty() && kept_here(sheets.mentors, {name}).empty()) {
      understood.usable = false;
      understood.rejects.push_back({sheets.adepts.file, 0, name, "",
                                    say("There is no column with this name in either spreadsheet."),
                                    Effect::refused});
    }
  for (auto& reject : of_locks) reject = people::as_shown(std::move(reject));
  for (const auto* some : {&understood.adepts.rejects, &understood.mentors.rejects, &of_locks, &of_titles})
    understood.rejects.insert(understood.rejects.end(), some->begin(), some->end());
  std::map<std::string, people::UnsettledTitle> unsettled;
  add_unsettled(unsettled, understood.adepts.titles);
  add_unsettled(unsettled, understood.mentors.titles);
  for (auto& [key, title] : unsettled) understood.unsettled.push_back(std::move(title));
  return understood;
}

Result<matching::Round, std::vector<matching::LockFault>> run_round(
    const programme::Programme& programme, const programme::Track& track,
    std::shared_ptr<const occupations::Taxonomy> taxonomy, Understood understood,
    const RoundSettings& settings) {
  matching::RoundRequest request;
  request.programme_id = programme.id;
  request.track = track;
  request.taxonomy = std::move(taxonomy);
  request.adepts = std::move(understood.adepts.people);
  request.mentors = std::move(understood.mentors.people);
  request.locks = std::move(understood.locks);
  request.on = settings.on;
  request.seed = settings.seed;
  request.threads = settings.threads;
  request.progress = settings.progress;
  return matching::run(std::move(request));
}

}  // namespace parvis::acts
