/// A round as files: pairs.csv, rejects.csv, round.json, certificate.json (docs/formats.md). The same round gives
/// the same bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/matching/round.hpp"
#include "domain/people/intake.hpp"
#include "domain/proof/claim.hpp"
#include "platform/base/result.hpp"
#include "platform/formats/table.hpp"
#include "platform/i18n/texts.hpp"

namespace parvis::acts {

/// `adept_id,mentor_id,score,` one column per criterion, then the kept columns. A criterion that is not known is
/// an empty cell (it counts 5 000).
std::string pairs_csv(const matching::Round& round, const std::vector<std::string>& adept_headers,
                      const std::vector<std::string>& mentor_headers);
/// Reads what pairs_csv wrote. What is wrong with it is the reason of the no.
Result<std::vector<proof::ClaimedPair>, Message> read_pairs(const formats::Table& table);

/// `file,row,column,value,reason,effect`.
std::string rejects_csv(const std::vector<people::Reject>& rejects, const Texts& t);

std::string certificate_json(const proof::Claim& claim);
Result<proof::Claim, Message> read_certificate(std::string_view json);

struct RoundCounts {
  int adept_rows = 0, mentor_rows = 0, refused = 0, noted = 0, left_for_handling_by_hand = 0;
};
/// docs/round.schema.json describes it. Names only when asked for.
std::string round_json(const matching::Round& round, const RoundCounts& counts, const Texts& t,
                       bool with_names);

}  // namespace parvis::acts
