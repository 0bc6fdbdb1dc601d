/// `parvis draw`: places drawn by lot among applicants, in waves; and what `parvis verify --draw` reads of it. The
/// files stand in docs/formats.md, the rules in docs/matching.md.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/lots/lots.hpp"
#include "domain/people/intake.hpp"
#include "domain/proof/draw_claim.hpp"
#include "platform/base/message.hpp"
#include "platform/base/result.hpp"
#include "platform/formats/table.hpp"

namespace parvis::draws {

struct Sheets {
  lots::List list;                      ///< without bounds
  std::vector<people::Reject> rejects;  ///< places first; never anything of a protected row
  int left_for_handling_by_hand = 0;    ///< protected identity: this number and nothing else
  int refused = 0, noted = 0;           ///< rows, and cells
  bool usable = true;                   ///< false: a file lacks a column; `rejects` says which
};
/// Applicants: `id`, and as far as there are such columns `class` (1–99, 1 first; empty comes last), `group`, `wishes`
/// (places with ; between, best first). Places: `place`, `capacity`. Ids and protected identity as in a round.
Sheets read_sheets(const formats::Table& applicants, const formats::Table& places);

/// `GROUP=LOWER..UPPER`; either number may be left out, and one number alone is both. Refuses what is not that, a group
/// that nobody belongs to and one that is bounded twice.
Result<std::vector<lots::Bound>, Message> read_bounds(const std::vector<std::string>& written,
                                                      const lots::List& list);

/// offers.csv, with answers filled in or not. An answer that is neither yes nor no nor empty is the reason of the no: who
/// keeps a place is not guessed.
Result<std::vector<proof::DrawOffer>, Message> read_offers(const formats::Table& table);

struct Drawn {
  proof::DrawClaim claim;
  std::vector<proof::DrawOffer> offers;  ///< of all waves, the earlier ones with their answers
  std::int64_t accepted = 0;             ///< who have said yes
};
/// The next wave. `earlier` are the offers of all waves before, with answers; each wave is computed again, and one that
/// comes out otherwise is refused with the row. Refuses lower bounds that cannot be met in the first wave.
Result<Drawn, Message> draw(const lots::List& list, const std::string& seed,
                            const std::vector<proof::DrawOffer>& earlier);

/// `wave,id,place,wish,order,draw_number,class,group,answer`.
std::string offers_csv(const lots::List& list, const Drawn& drawn);
/// draw.json: docs/formats.md.
std::string record_json(const proof::DrawClaim& claim);
Result<proof::DrawClaim, Message> read_record(std::string_view json);

}  // namespace parvis::draws
