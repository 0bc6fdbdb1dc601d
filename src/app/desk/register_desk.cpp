// The register of processing (GDPR art. 30), for those who answer for it.
#include "app/desk/desk.hpp"
#include "app/gate/replies.hpp"
#include "app/processing/register.hpp"
#include "app/views/erasure_pages.hpp"

namespace parvis::desk {

using access::Doing;
using access::Thing;
using web::Asked;
using web::Method;
using web::Policy;

std::vector<web::Route> register_routes() {
  // Those who decide how long what is kept, and those who audit it. Nobody's data stands in it.
  const auto reads = Policy::may_any(Thing::erasure, {Doing::decide, Doing::stop});
  return {{Method::get, "/register", reads,
           [](Asked& asked) {
             return web::html_reply(
                 views::register_page(processing::register_part(asked.t), desk_of(asked), asked.t), asked.t,
                 web::Kept::not_at_all);
           }},
          {Method::get, "/register.csv", reads,
           [](Asked& asked) {
             return web::attachment(processing::register_csv(asked.t), "register.csv",
                                    "text/csv; charset=utf-8");
           }},
          {Method::get, "/register.html", reads, [](Asked& asked) {
             return web::attachment(processing::register_document(asked.t), "register.html",
                                    "text/html; charset=utf-8");
           }}};
}

}  // namespace parvis::desk
