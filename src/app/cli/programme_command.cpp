// A city's programmes, as the operator keeps them at the command line.
#include <fmt/format.h>

#include "app/cli/command.hpp"
#include "app/records/programmes.hpp"
#include "platform/files/files.hpp"

namespace parvis::cli {

int keep_programme(const keep::Where& where, const std::string& file, const std::string& from,
                   const std::string& open_anyway, const Texts& t) {
  const auto bytes = files::read_file(file);
  if (!bytes) {
    tell(t(bytes.error()));
    return bad_input;
  }
  // The faults of a file are told by line and key, as `programme check` does.
  auto read = programme::read_programme(*bytes, file);
  for (const auto& fault : read.faults) tell(line_of(fault, t));
  if (!read.programme || !read.faults.empty()) return bad_input;
  const auto now = Moment::now();
  const auto day = from.empty() ? std::optional(now.day_utc()) : Date::from_iso(from);
  if (!day) {
    tell(t("Write a day such as 2026-03-31."));
    return wrong_use;
  }
  auto kept = keep::open(where, now);
  if (!kept) {
    tell(t(kept.error().what));
    return kept.error().kind == keep::No::Kind::wrong_use ? wrong_use : bad_input;
  }
  records::Programmes programmes(*kept->store);
  const auto done = programmes.keep(keep::operator_of(kept->cities.front()), now, *bytes, *day, open_anyway);
  if (!done) {
    if (done.error().refusal) {
      tell(t(records::in_words(*done.error().refusal)));
      for (const auto& missing : done.error().why) tell("- " + t(missing));
      return bad_input;
    }
    tell(t(keep::in_words(*done.error().fault).what));
    return fault;
  }
  fmt::print("{}\n", t(say("{programme} is kept: version {version}, from {day}.")
                           .with("programme", programme::in_language(done->rules->name, t.code()))
                           .with("version", done->version)
                           .with("day", done->first_day.iso())));
  if (!done->opened_anyway.empty())
    fmt::print("{}\n", t(say("It opens without all seven success factors. The reason is kept: {reason}")
                             .with("reason", for_terminal(done->opened_anyway))));
  return cli::done;
}

}  // namespace parvis::cli
