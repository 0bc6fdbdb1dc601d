/// The filter of the list of people, as it stands in the address: read, shown again, and kept by the next page.
#pragma once

#include "app/gate/route.hpp"
#include "app/records/people.hpp"
#include "app/views/form.hpp"

namespace parvis::desk {

struct ReadFilter {
  records::PeopleFilter filter;
  views::Faults faults;
};
ReadFilter read_filter(const web::Asked& asked, const occupations::Taxonomy& taxonomy);

std::vector<views::Field> filter_fields(const web::Asked& asked);
/// `programmes`: those whose people the visitor may read.
std::vector<std::pair<std::string, std::vector<views::Option>>> filter_choices(
    std::vector<views::Option> programmes, const Texts& t);
/// "program=12&del=adept&": empty where nothing is asked for.
std::string filter_query(const web::Asked& asked);

}  // namespace parvis::desk
