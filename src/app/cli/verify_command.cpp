#include <fmt/format.h>

#include <filesystem>

#include "app/acts/round_files.hpp"
#include "app/cli/command.hpp"
#include "app/cli/progress.hpp"
#include "domain/proof/checker.hpp"
#include "platform/files/files.hpp"

namespace parvis::cli {

int verify(const VerifyFiles& files) {
  const auto& t = Texts::in(language_of(files.lang).value_or(Language::swedish));
  int exit_code = done;
  auto loaded = load(files, t, exit_code);
  if (!loaded) return exit_code;
  const auto say_wrong = [&](const std::string& file, const Message& what) {
    tell(fmt::format("{}: {}", file, t(what)));
    return bad_input;
  };
  const auto certificate = files::read_file(files.certificate);
  if (!certificate) return say_wrong(files.certificate, certificate.error());
  const auto claim = acts::read_certificate(*certificate);
  if (!claim) return say_wrong(files.certificate, claim.error());
  const auto bytes = files::read_file(files.pairs);
  if (!bytes) return say_wrong(files.pairs, bytes.error());
  const auto table = formats::read_table(*bytes, std::filesystem::path(files.pairs).filename().string());
  if (!table) return say_wrong(files.pairs, table.error().what);
  const auto pairs = acts::read_pairs(*table);
  if (!pairs) return say_wrong(files.pairs, pairs.error());

  const auto understood = acts::understand(loaded->sheets, *loaded->track, *loaded->taxonomy, {});
  if (!understood.usable) {
    for (const auto& reject : understood.rejects)
      if (reject.row == 0) tell(fmt::format("{}: {}", reject.file, t(reject.reason)));
    return bad_input;
  }
  std::vector<Message> findings;
  if (claim->programme != loaded->programme.id || claim->track != loaded->track->id)
    findings.push_back(say("The certificate is for another programme or track: {programme} {track}.")
                           .with("programme", claim->programme)
                           .with("track", claim->track));
  if (files.seed_given && claim->seed != files.seed)
    findings.push_back(
        say("The certificate is for the seed {seed}.").with("seed", static_cast<std::int64_t>(claim->seed)));
  const suitability::Suitability suitability(*loaded->track, *loaded->taxonomy, understood.adepts.people,
                                             understood.mentors.people, claim->on);
  proof::Checked checked;
  {
    ProgressBar bar(t);
    checked = proof::check(suitability, understood.locks, *pairs, *claim,
                           [&](int share) { bar.show(N_("Checking every pair against the rules"), share); });
  }
  findings.insert(findings.end(), checked.findings.begin(), checked.findings.end());
  if (findings.empty()) {
    fmt::print("{}\n", t(say("Proved: {matched} pairs, score {score}. {enumerated} pairs of adept and mentor "
                             "were enumerated, {possible} may be made.")
                             .with("matched", claim->matched)
                             .with("score", claim->score)
                             .with("enumerated", checked.pairs_enumerated)
                             .with("possible", checked.possible_pairs)));
    return done;
  }
  for (const auto& finding : findings) fmt::print("{}\n", for_terminal(t(finding)));
  fmt::print("{}\n", t("Not proved."));
  return nothing;
}

}  // namespace parvis::cli
