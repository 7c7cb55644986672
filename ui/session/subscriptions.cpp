#include "ui/session/subscriptions.h"

#include <QCoreApplication>

#include <algorithm>

namespace topomq::ui {

namespace {

constexpr qsizetype kLongestPrefix = 32;

struct SubscriptionWords
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::SubscriptionWords)
};

bool subscribes(model::SocketType type)
{
    return type == model::SocketType::Sub || type == model::SocketType::XSub;
}

/// The text, where the bytes are one that can be read.
std::optional<QString> readable(const std::string& bytes)
{
    const QByteArray raw = QByteArray::fromStdString(bytes);
    const QString text = QString::fromUtf8(raw);
    const bool clean =
        std::all_of(text.begin(), text.end(), [](QChar each) { return each.isPrint(); });
    return clean && text.toUtf8() == raw && !text.contains(QChar::ReplacementCharacter)
        ? std::optional(text)
        : std::nullopt;
}

QString shortened(const QString& text)
{
    return text.size() <= kLongestPrefix ? text : text.left(kLongestPrefix - 1) + u'…';
}

/// A line for each of the first, and a last one that counts the rest. One alone is not counted but
/// shown.
template <class Thing, class Words>
QStringList bounded(const std::vector<Thing>& things, std::size_t most, Words words)
{
    QStringList lines;
    const std::size_t shown = things.size() <= most + 1 ? things.size() : most;
    for (std::size_t i = 0; i < shown; ++i)
        lines.append(words(things[i]));
    if (shown < things.size())
        lines.append(
            SubscriptionWords::tr("and %n more", nullptr, static_cast<int>(things.size() - shown)));
    return lines;
}

} // namespace

std::optional<Subscriber>
subscriberOf(const plan::RunPlan& plan, const metrics::Snapshot& snapshot, std::size_t flow)
{
    if (flow >= plan.flows.size())
        return std::nullopt;
    const plan::PlannedSocket& end = plan.sockets.at(plan.flows[flow].to);
    if (!subscribes(end.type) || snapshot.subscriptions == nullptr
        || flow >= snapshot.subscriptions->size())
        return std::nullopt;
    if (plan.nodes.at(end.node).external)
        return Subscriber{end.node, std::nullopt};
    return Subscriber{end.node, (*snapshot.subscriptions)[flow]};
}

std::vector<Subscriber>
subscribersOf(const plan::RunPlan& plan, const metrics::Snapshot& snapshot, std::size_t socket)
{
    std::vector<Subscriber> all;
    if (socket >= plan.sockets.size())
        return all;
    for (const plan::FlowIndex flow : plan.sockets[socket].flowsOut) {
        if (plan.links.at(plan.flows.at(flow).link).gone)
            continue;
        if (auto subscriber = subscriberOf(plan, snapshot, flow))
            all.push_back(std::move(*subscriber));
    }
    return all;
}

std::optional<Subscriber>
subscriptionsOf(const plan::RunPlan& plan, const metrics::Snapshot& snapshot, std::size_t socket)
{
    if (socket >= plan.sockets.size())
        return std::nullopt;
    std::optional<Subscriber> all;
    for (const plan::FlowIndex flow : plan.sockets[socket].flowsIn) {
        if (plan.links.at(plan.flows.at(flow).link).gone)
            continue;
        const auto one = subscriberOf(plan, snapshot, flow);
        if (!one)
            continue;
        if (!all) {
            all = one;
            continue;
        }
        for (const std::string& prefix : one->prefixes.value_or(std::vector<std::string>())) {
            std::vector<std::string>& known =
                all->prefixes.emplace(all->prefixes.value_or(std::vector<std::string>()));
            if (std::find(known.begin(), known.end(), prefix) == known.end())
                known.push_back(prefix);
        }
    }
    return all;
}

QString prefixText(const std::string& prefix)
{
    if (prefix.empty())
        return SubscriptionWords::tr("everything");
    if (const auto text = readable(prefix))
        return QStringLiteral("“%1”").arg(shortened(*text));
    return shortened(QStringLiteral("0x")
                     + QString::fromLatin1(QByteArray::fromStdString(prefix).toHex(' ')));
}

QStringList prefixLines(const Subscriber& subscriber, std::size_t most)
{
    if (!subscriber.prefixes)
        return {SubscriptionWords::tr("unknown: a program outside")};
    if (subscriber.prefixes->empty())
        return {SubscriptionWords::tr("nothing")};
    return bounded(*subscriber.prefixes, most, prefixText);
}

QString prefixesText(const Subscriber& subscriber, std::size_t most)
{
    return prefixLines(subscriber, most).join(QStringLiteral(", "));
}

QStringList subscriberLines(const std::function<QString(plan::NodeIndex)>& titleOf,
                            const std::vector<Subscriber>& subscribers,
                            std::size_t most,
                            std::size_t mostPrefixes)
{
    return bounded(subscribers, most, [&](const Subscriber& each) {
        return QStringLiteral("%1: %2").arg(titleOf(each.node), prefixesText(each, mostPrefixes));
    });
}

} // namespace topomq::ui
