#include <fmt/format.h>

#include "app/cli/command.hpp"
#include "app/imports/imports.hpp"
#include "app/records/scope.hpp"

namespace parvis::cli {
namespace {

using imports::Account;
using imports::Outcome;

int told(const imports::Failure& why, const Texts& t) {
  if (why.refusal) {
    tell(t(imports::in_words(*why.refusal)));
    return bad_input;
  }
  if (why.of_register->refusal) {
    tell(t(records::in_words(*why.of_register->refusal)));
    return bad_input;
  }
  tell(t(keep::in_words(*why.of_register->fault).what));
  return fault;
}

void tell_rejects(const std::vector<people::Reject>& rejects, const Texts& t) {
  for (const auto& reject : rejects) tell(line_of(reject, t));
}

// Without names: a terminal keeps what it has shown. They stand in the file of --report.
void show(const Account& account, const Texts& t) {
  tell_rejects(account.of_files, t);
  for (const auto& columns : account.unused) tell(t(columns));
  for (const auto& line : account.lines) {
    if (line.outcome == Outcome::refused) tell_rejects(line.remarks, t);
    if (line.outcome == Outcome::doubtful)
      tell(fmt::format("{}:{}: {}: {}", line.file, line.row, line.id, t(imports::in_words(*line.doubt))));
  }
  for (const auto outcome : {Outcome::added, Outcome::changed, Outcome::unchanged, Outcome::doubtful,
                             Outcome::skipped, Outcome::refused})
    fmt::print("{}: {}\n", t(imports::in_words(outcome)), account.count(outcome));
  fmt::print("{}: {}\n", t("For handling by hand"), account.left_for_handling_by_hand);
}

std::optional<imports::Lists> load_lists(const ImportFiles& files, const Texts& t) {
  imports::Lists lists;
  lists.programme = files.programme;
  lists.track = files.track;
  lists.keep = files.keep;
  int exit_code = done;
  auto adepts = load_table(files.adepts, t, exit_code);
  auto mentors = load_table(files.mentors, t, exit_code);
  if (!adepts || !mentors) return std::nullopt;
  lists.sheets.adepts = std::move(*adepts);
  lists.sheets.mentors = std::move(*mentors);
  if (!files.titles.empty()) {
    lists.sheets.titles = load_table(files.titles, t, exit_code);
    if (!lists.sheets.titles) return std::nullopt;
  }
  if (!files.decisions.empty()) {
    const auto decisions = load_table(files.decisions, t, exit_code);
    if (!decisions) return std::nullopt;
    std::vector<people::Reject> rejects;
    lists.decisions = imports::read_decisions(*decisions, rejects);
    tell_rejects(rejects, t);
    if (!rejects.empty()) return std::nullopt;
  }
  return lists;
}

// At the command line the operator does both: what is proposed is approved in the same breath.
int take_in(imports::Imports& imports, const store::Actor& actor, const imports::Lists& lists,
            const Texts& t) {
  const auto number = imports.propose(actor, Moment::now(), lists, records::whole_city());
  if (!number) {
    if (number.error().refusal != imports::Refusal::nothing_to_take_in) return told(number.error(), t);
    fmt::print("{}\n", t(imports::in_words(imports::Refusal::nothing_to_take_in)));
    return done;
  }
  const auto proposed = imports.read(actor, Moment::now(), *number, records::whole_city());
  if (!proposed) return told(proposed.error(), t);
  const auto taken =
      imports.approve(actor, Moment::now(), *number, proposed->account.fingerprint, records::whole_city());
  if (!taken) return told(taken.error(), t);
  fmt::print("{}\n", t(say("Taken in as import {number}. To take it back: parvis import undo {number}.")
                           .with("number", taken->number.number)));
  return done;
}

}  // namespace

int import_lists(const ImportFiles& files, const Texts& t) {
  for (const auto& [value, option] : {std::pair(&files.programme, "--programme"),
                                      {&files.adepts, "--adepts"},
                                      {&files.mentors, "--mentors"}})
    if (value->empty()) {
      tell(t(say("{option} is missing.").with("option", std::string(option))));
      return wrong_use;
    }
  if (files.dry_run == files.go) {
    tell(t("Choose one of --dry-run, which only tells what would be done, and --go, which does it."));
    return wrong_use;
  }
  const auto taxonomy = load_taxonomy(files.taxonomy, t);
  const auto lists = load_lists(files, t);
  if (!taxonomy || !lists) return bad_input;
  const auto kept = keep::open(files.where, Moment::now());
  if (!kept) {
    tell(t(kept.error().what));
    return kept.error().kind == keep::No::Kind::wrong_use ? wrong_use : bad_input;
  }
  imports::Imports imports(*kept->store, taxonomy);
  const auto actor = keep::operator_of(kept->cities.front());
  const auto account = imports.look(actor, Moment::now(), *lists, records::whole_city());
  if (!account) return told(account.error(), t);
  show(*account, t);
  if (!files.report.empty() && !save(files.report, imports::csv(*account, t), t)) return fault;
  if (!account->usable) return bad_input;
  return files.go ? take_in(imports, actor, *lists, t) : done;
}

int undo_import(const keep::Where& where, std::int64_t number, const Texts& t) {
  const auto kept = keep::open(where, Moment::now());
  if (!kept) {
    tell(t(kept.error().what));
    return kept.error().kind == keep::No::Kind::wrong_use ? wrong_use : bad_input;
  }
  imports::Imports imports(*kept->store, occupations::Taxonomy::starter());
  const auto undone =
      imports.undo(keep::operator_of(kept->cities.front()), Moment::now(), store::ImportNumber{number});
  if (!undone) return told(undone.error(), t);
  if (!undone->done) {
    tell(t(imports::in_words(imports::Refusal::done_since)));
    for (const auto& later : undone->since)
      tell(fmt::format("{} {} {}", later.at.day_utc().iso(), text_of(later.person), t(later.act)));
    return nothing;
  }
  fmt::print("{}\n", t(say("Import {number} is taken back.").with("number", number)));
  return done;
}

}  // namespace parvis::cli
