#include "ui/session/live_edits.h"

#include "engine/model/options.h"
#include "engine/model/parameters.h"
#include "engine/model/settings.h"
#include "ui/document/engine_text.h"
#include "ui/document/titles.h"

#include <algorithm>
#include <cmath>
#include <unordered_map>

namespace topomq::ui {

namespace {

QString inWords(const std::string& text)
{
    return QString::fromStdString(text);
}

/// "1 000" for 1000, else as the value describes itself.
QString valueText(const model::Value& value)
{
    const std::optional<double> number = value.asNumber();
    if (!number || std::floor(*number) != *number || std::abs(*number) > 1e15)
        return inWords(value.describe());
    QString digits = QString::number(std::abs(*number), 'f', 0);
    for (qsizetype at = digits.size() - 3; at > 0; at -= 3)
        digits.insert(at, QChar(0x2009));
    return *number < 0 ? QChar(0x2212) + digits : digits;
}

QString unitText(std::string_view unit)
{
    return QString::fromUtf8(unit.data(), static_cast<qsizetype>(unit.size()));
}

template <class Thing>
auto byId(const std::vector<Thing>& things)
{
    std::unordered_map<decltype(Thing::id), const Thing*> index;
    index.reserve(things.size());
    for (const Thing& thing : things)
        index.emplace(thing.id, &thing);
    return index;
}

model::Value settingOf(const model::Node& node, const model::SettingInfo& info)
{
    const model::Value* value = node.settings.find(info.key);
    return value ? *value : model::defaultOf(info);
}

void compareSettings(const model::Node& running, const model::Node& edited, RunDifference& out)
{
    if (running.settings == edited.settings)
        return;
    for (const model::SettingInfo& info : model::infoOf(edited.role).settings) {
        const model::Value before = settingOf(running, info);
        const model::Value after = settingOf(edited, info);
        if (before == after || model::whyNot(info, after))
            continue;
        LiveEdit edit;
        edit.node = edited.id;
        edit.name = std::string(info.key);
        edit.value = after;
        edit.title =
            QStringLiteral("%1: %2").arg(inWords(edited.title()), engineText(info.label).toLower());
        edit.before = valueText(before);
        edit.after = valueText(after);
        edit.unit = engineText(info.unit);
        out.edits.push_back(edit);
    }
}

model::Value optionOf(const model::Socket& socket, const model::OptionInfo& info)
{
    const model::Value* value = socket.options.find(info.name);
    return value ? *value : model::defaultOf(info);
}

void compareOptions(const model::Node& node,
                    const model::Socket& running,
                    const model::Socket& edited,
                    RunDifference& out)
{
    if (running.options == edited.options)
        return;
    for (const model::OptionInfo& info : model::allOptions()) {
        const model::Value before = optionOf(running, info);
        const model::Value after = optionOf(edited, info);
        if (before == after || model::whyNot(info, after))
            continue;
        LiveEdit edit;
        edit.node = node.id;
        edit.socket = edited.id;
        edit.name = std::string(info.name);
        edit.value = after;
        edit.title =
            QStringLiteral("%1.%2: %3")
                .arg(inWords(node.title()), inWords(edited.id.text()), unitText(info.name));
        edit.before = valueText(before);
        edit.after = valueText(after);
        edit.unit = engineText(info.unit);
        edit.isLive = info.effect == model::OptionEffect::Live;
        out.edits.push_back(edit);
    }
}

/// Sockets by position: their order is part of the node.
bool sameSockets(const model::Node& running, const model::Node& edited)
{
    if (running.sockets.size() != edited.sockets.size())
        return false;
    for (std::size_t i = 0; i < running.sockets.size(); ++i) {
        const model::Socket& before = running.sockets[i];
        const model::Socket& after = edited.sockets[i];
        if (before.id != after.id || before.type != after.type || before.bind != after.bind)
            return false;
    }
    return true;
}

bool sameSecurity(const model::Node& running, const model::Node& edited)
{
    return std::equal(running.sockets.begin(), running.sockets.end(), edited.sockets.begin(),
                      edited.sockets.end(), [](const model::Socket& a, const model::Socket& b) {
                          return a.security == b.security;
                      });
}

void compareNode(const model::Node& running, const model::Node& edited, RunDifference& out)
{
    const QString title = inWords(edited.title());
    if (running.enabled != edited.enabled) {
        out.waiting.push_back(edited.enabled ? RunDifference::tr("%1 was switched on").arg(title)
                                             : RunDifference::tr("%1 was left out").arg(title));
        return;
    }
    if (!edited.enabled)
        return;
    if (running.role != edited.role || !sameSockets(running, edited)) {
        out.waiting.push_back(RunDifference::tr("the sockets of %1 changed").arg(title));
        return;
    }
    compareSettings(running, edited, out);
    if (!sameSecurity(running, edited))
        out.waiting.push_back(RunDifference::tr("the security of %1 changed").arg(title));
    for (std::size_t i = 0; i < edited.sockets.size(); ++i)
        compareOptions(edited, running.sockets[i], edited.sockets[i], out);
}

void compareNodes(const model::Topology& running, const model::Topology& edited, RunDifference& out)
{
    const auto before = byId(running.nodes);
    const auto after = byId(edited.nodes);
    for (const model::Node& node : edited.nodes) {
        const auto found = before.find(node.id);
        if (found != before.end())
            compareNode(*found->second, node, out);
        else if (node.enabled)
            out.waiting.push_back(RunDifference::tr("%1 was added").arg(inWords(node.title())));
    }
    for (const model::Node& node : running.nodes) {
        if (!after.contains(node.id) && node.enabled)
            out.waiting.push_back(RunDifference::tr("%1 was removed").arg(inWords(node.title())));
    }
}

void compareLinks(const model::Topology& running, const model::Topology& edited, RunDifference& out)
{
    const auto before = byId(running.links);
    const auto after = byId(edited.links);
    for (const model::Link& link : edited.links) {
        const auto found = before.find(link.id);
        if (found == before.end()) {
            if (link.enabled)
                out.waiting.push_back(
                    RunDifference::tr("the link %1 was added").arg(linkTitle(edited, link)));
            continue;
        }
        const model::Link& old = *found->second;
        if (old.connect != link.connect || old.bind != link.bind || old.endpoint != link.endpoint
            || old.enabled != link.enabled)
            out.waiting.push_back(
                RunDifference::tr("the link %1 changed").arg(linkTitle(edited, link)));
        else if (link.enabled && old.recordWire != link.recordWire)
            out.waiting.push_back(
                (link.recordWire ? RunDifference::tr("the bytes of the link %1 are recorded")
                                 : RunDifference::tr("the bytes of the link %1 are not recorded"))
                    .arg(linkTitle(edited, link)));
    }
    for (const model::Link& link : running.links) {
        if (!after.contains(link.id) && link.enabled)
            out.waiting.push_back(
                RunDifference::tr("the link %1 was removed").arg(linkTitle(running, link)));
    }
}

} // namespace

std::string LiveEdit::key() const
{
    return node.text() + "." + socket.text() + "." + name;
}

QString LiveEdit::afterWithUnit() const
{
    return unit.isEmpty() ? after : after + QLatin1Char(' ') + unit;
}

QString LiveEdit::text() const
{
    return QStringLiteral("%1 %2 → %3").arg(title, before, afterWithUnit());
}

RunDifference RunDifference::between(const model::Topology& running, const model::Topology& edited)
{
    const model::ResolvedTopology before(running, model::Unresolved::Keep);
    const model::ResolvedTopology after(edited, model::Unresolved::Keep);
    RunDifference difference;
    compareNodes(before.topology(), after.topology(), difference);
    compareLinks(running, edited, difference);
    return difference;
}

} // namespace topomq::ui
