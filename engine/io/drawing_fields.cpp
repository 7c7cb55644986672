#include "engine/io/drawing_fields.h"

#include "engine/io/file_keys.h"

#include <cmath>
#include <string>
#include <utility>

namespace topomq::io {

namespace {

using model::Array;
using model::Object;
using model::Value;

std::optional<std::pair<double, double>> readPair(const Value& value, double least, double most)
{
    const auto fits = [least, most](const Value& number) {
        const auto at = number.asNumber();
        return at && std::isfinite(*at) && *at >= least && *at <= most;
    };
    const Array* pair = value.asArray();
    if (pair == nullptr || pair->size() != 2 || !fits(pair->front()) || !fits(pair->back()))
        return std::nullopt;
    return std::pair(*pair->front().asNumber(), *pair->back().asNumber());
}

std::string quoted(std::string_view key)
{
    return "\"" + std::string(key) + "\"";
}

Value coordinate(double value)
{
    constexpr double kExact = 9007199254740992.0;
    if (std::abs(value) <= kExact && value == std::trunc(value))
        return static_cast<std::int64_t>(value);
    return value;
}

/// Empty with a finding: not there, or none that could be named.
std::string readId(FieldReader& fields, const Object& object, std::string_view what)
{
    const Value* id = object.find(keys::kId);
    if (id == nullptr) {
        fields.error("missing-key",
                     "This " + std::string(what) + " has no \"id\"; give it one of its own.");
        return {};
    }
    std::string text = fields.text(keys::kId, *id).value_or("");
    if (id->asText() != nullptr && !model::isValidId(text)) {
        fields.error(
            "invalid-id",
            "The \"id\" of this " + std::string(what)
                + " must be 1 to 64 letters, digits, - or _, and begin with a letter or _.");
        return {};
    }
    return text;
}

std::vector<model::NodeId> readMembers(FieldReader& fields, const Value& value)
{
    std::vector<model::NodeId> members;
    for (std::string& id :
         fields.textList(keys::kMembers, value).value_or(std::vector<std::string>()))
        members.emplace_back(std::move(id));
    return members;
}

model::Size readSize(FieldReader& fields, const Value& value)
{
    const auto pair = readPair(value, kLeastSize, kMostSize);
    if (pair)
        return {pair->first, pair->second};
    fields.error("wrong-kind",
                 "\"size\" must be two numbers from 24 to 10000, such as [240, 120].");
    return model::Note().size;
}

} // namespace

std::optional<model::Point> readPoint(FieldReader& fields, std::string_view key, const Value& value)
{
    const auto pair = readPair(value, -kFarthest, kFarthest);
    if (pair)
        return model::Point{pair->first, pair->second};
    fields.error("wrong-kind",
                 quoted(key)
                     + " must be two numbers from -1000000 to 1000000, "
                       "such as [120, 40].");
    return std::nullopt;
}

std::vector<model::Point> readBends(FieldReader& fields, std::string_view key, const Value& value)
{
    const Array* list = fields.list(key, value);
    if (list == nullptr)
        return {};
    std::vector<model::Point> bends;
    for (const Value& each : *list) {
        const auto pair = readPair(each, -kFarthest, kFarthest);
        if (!pair || bends.size() == kMostBends) {
            fields.error("wrong-kind",
                         quoted(key)
                             + " must hold at most 1000 points, each two numbers from -1000000 to "
                               "1000000, such as [[120, 40], [120, 80]].");
            return {};
        }
        bends.push_back({pair->first, pair->second});
    }
    return bends;
}

std::optional<model::Group> readGroup(FieldReader& fields, const Object& object)
{
    model::Group group;
    group.id = model::GroupId(readId(fields, object, "group"));
    for (const auto& [key, value] : object.members()) {
        if (key == keys::kTitle)
            group.title = fields.title(key, value, kNameLimit).value_or("");
        else if (key == keys::kColor)
            group.color = fields.title(key, value, kColorLimit).value_or("");
        else if (key == keys::kMembers)
            group.members = readMembers(fields, value);
        else if (key == keys::kCollapsed)
            group.collapsed = fields.truth(key, value).value_or(false);
        else if (key != keys::kId)
            group.extras.append(key, value);
    }
    return group.id.isEmpty() ? std::nullopt : std::optional(std::move(group));
}

std::optional<model::Note> readNote(FieldReader& fields, const Object& object)
{
    model::Note note;
    note.id = model::NoteId(readId(fields, object, "note"));
    for (const auto& [key, value] : object.members()) {
        if (key == keys::kText)
            note.text = fields.title(key, value, kNoteLimit).value_or("");
        else if (key == keys::kColor)
            note.color = fields.title(key, value, kColorLimit).value_or("");
        else if (key == keys::kPosition)
            note.position = readPoint(fields, key, value).value_or(model::Point());
        else if (key == keys::kSize)
            note.size = readSize(fields, value);
        else if (key != keys::kId)
            note.extras.append(key, value);
    }
    return note.id.isEmpty() ? std::nullopt : std::optional(std::move(note));
}

Value pointValue(model::Point point)
{
    return Array{coordinate(point.x), coordinate(point.y)};
}

Value bendsValue(const std::vector<model::Point>& bends)
{
    Array list;
    for (const model::Point bend : bends)
        list.push_back(pointValue(bend));
    return list;
}

Object groupFields(const model::Group& group)
{
    Object object;
    const auto append = [&object](std::string_view key, Value value) {
        object.append(std::string(key), std::move(value));
    };
    append(keys::kId, group.id.text());
    if (!group.title.empty())
        append(keys::kTitle, group.title);
    if (!group.color.empty())
        append(keys::kColor, group.color);
    if (group.collapsed)
        append(keys::kCollapsed, true);
    Array members;
    for (const model::NodeId& member : group.members)
        members.push_back(member.text());
    append(keys::kMembers, std::move(members));
    return object;
}

Object noteFields(const model::Note& note)
{
    Object object;
    const auto append = [&object](std::string_view key, Value value) {
        object.append(std::string(key), std::move(value));
    };
    append(keys::kId, note.id.text());
    append(keys::kText, note.text);
    append(keys::kPosition, pointValue(note.position));
    append(keys::kSize, Array{coordinate(note.size.width), coordinate(note.size.height)});
    if (!note.color.empty())
        append(keys::kColor, note.color);
    return object;
}

} // namespace topomq::io
