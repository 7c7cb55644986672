#include "engine/io/fit_for_file.h"

#include "engine/io/utf8.h"

#include <algorithm>
#include <variant>
#include <vector>

namespace topomq::io {

namespace {

void fit(std::string& text, const TextLimit& limit)
{
    if (!isFit(text, limit))
        text = fitText(text, limit);
}

/// No number at all becomes the least.
double within(double value, double least, double most)
{
    return value >= least ? std::min(value, most) : least;
}

void fit(model::Point& point)
{
    point = {within(point.x, -kFarthest, kFarthest), within(point.y, -kFarthest, kFarthest)};
}

void fit(std::vector<model::Point>& bends)
{
    bends.resize(std::min(bends.size(), kMostBends));
    for (model::Point& bend : bends)
        fit(bend);
}

void fit(model::Node& node)
{
    fit(node.name, kNameLimit);
    if (node.position)
        fit(*node.position);
}

void fit(model::Link& link)
{
    fit(link.bends);
}

void fit(model::Group& group)
{
    fit(group.title, kNameLimit);
    fit(group.color, kColorLimit);
}

void fit(model::Note& note)
{
    fit(note.text, kNoteLimit);
    fit(note.color, kColorLimit);
    fit(note.position);
    note.size = {within(note.size.width, kLeastSize, kMostSize),
                 within(note.size.height, kLeastSize, kMostSize)};
}

void fit(model::Parameter& parameter)
{
    fit(parameter.unit, kUnitLimit);
    fit(parameter.description, kRemarkLimit);
}

template <class Item>
void fitAll(std::vector<Item>& items)
{
    for (Item& item : items)
        fit(item);
}

void fit(model::Definition& definition)
{
    fit(definition.name, kNameLimit);
    fitAll(definition.nodes);
    fitAll(definition.links);
    fitAll(definition.groups);
    fitAll(definition.notes);
}

struct Fitter
{
    void operator()(model::AddNode& add) const { fit(add.node); }

    void operator()(model::ReplaceNode& replace) const { fit(replace.node); }

    void operator()(model::MoveNodes& move) const
    {
        for (auto& [id, position] : move.positions) {
            if (position)
                fit(*position);
        }
    }

    void operator()(model::BendLinks& bend) const
    {
        for (auto& [id, bends] : bend.bends)
            fit(bends);
    }

    void operator()(model::AddLink& add) const { fit(add.link); }

    void operator()(model::ReplaceLink& replace) const { fit(replace.link); }

    void operator()(model::SetHeader& set) const
    {
        fit(set.name, kNameLimit);
        fit(set.description, kDescriptionLimit);
    }

    void operator()(model::SetParameters& set) const { fitAll(set.parameters); }

    void operator()(model::SetGroup& set) const
    {
        if (set.group)
            fit(*set.group);
    }

    void operator()(model::SetNote& set) const
    {
        if (set.note)
            fit(*set.note);
    }

    void operator()(model::SetDefinition& set) const
    {
        if (set.definition)
            fit(*set.definition);
    }

    void operator()(model::Batch& batch) const
    {
        for (model::Edit& edit : batch.edits)
            fitForFile(edit);
    }

    void operator()(model::RemoveNode& /*edit*/) const { }

    void operator()(model::RemoveLink& /*edit*/) const { }

    void operator()(model::SetContextOption& /*edit*/) const { }

    void operator()(model::SetSecurity& /*edit*/) const { }

    void operator()(model::ReplaceAll& /*edit*/) const { }
};

} // namespace

std::string fitText(std::string_view text, const TextLimit& limit)
{
    return fitted(text, limit.longest, limit.hasLines);
}

bool isFit(std::string_view text, const TextLimit& limit)
{
    return codePoints(text) <= limit.longest && !hasControlCharacters(text, limit.hasLines);
}

void fitForFile(model::Edit& edit)
{
    std::visit(Fitter(), edit);
}

} // namespace topomq::io
