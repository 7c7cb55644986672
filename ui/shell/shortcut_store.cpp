#include "ui/shell/shortcut_store.h"

#include <QAction>
#include <QSettings>
#include <QStringList>

#include <algorithm>

namespace topomq::ui {

namespace {

QString keyOf(const QAction& action)
{
    return QStringLiteral("shortcuts/") + action.objectName();
}

QStringList toTexts(const QList<QKeySequence>& keys)
{
    QStringList texts;
    for (const QKeySequence& each : keys)
        texts << each.toString(QKeySequence::PortableText);
    return texts;
}

QList<QKeySequence> fromTexts(const QStringList& texts)
{
    QList<QKeySequence> keys;
    for (const QString& text : texts) {
        const QKeySequence each(text, QKeySequence::PortableText);
        if (!each.isEmpty())
            keys << each;
    }
    return keys;
}

/// Keys of two panels do not meet: each holds only while its panel has the focus.
bool mayMeet(const QAction& a, const QAction& b)
{
    const auto isLocal = [](const QAction& action) {
        return action.shortcutContext() == Qt::WidgetShortcut
            || action.shortcutContext() == Qt::WidgetWithChildrenShortcut;
    };
    return !isLocal(a) || !isLocal(b) || a.parent() == b.parent();
}

/// What people have chosen, as it was remembered.
using ChosenKeys = std::map<const QAction*, QList<QKeySequence>>;

ChosenKeys chosenKeys(const std::vector<QAction*>& actions)
{
    const QSettings settings;
    ChosenKeys chosen;
    for (const QAction* action : actions) {
        if (settings.contains(keyOf(*action)))
            chosen.emplace(action, fromTexts(settings.value(keyOf(*action)).toStringList()));
    }
    return chosen;
}

/// A usual key may be newer than the choice of the same one for another action; with two owners it
/// would do nothing.
QList<QKeySequence>
withoutChosen(QList<QKeySequence> usual, const QAction& action, const ChosenKeys& chosen)
{
    for (const auto& [other, keys] : chosen) {
        if (!mayMeet(*other, action))
            continue;
        usual.removeIf([&taken = keys](const QKeySequence& each) { return taken.contains(each); });
    }
    return usual;
}

} // namespace

void ShortcutStore::follow(const std::vector<QAction*>& actions)
{
    m_actions.clear();
    for (QAction* action : actions) {
        if (action->objectName().isEmpty())
            continue;
        m_actions.push_back(action);
        m_usual.try_emplace(action->objectName(), action->shortcuts());
    }
    giveOut();
}

void ShortcutStore::giveOut()
{
    const ChosenKeys chosen = chosenKeys(m_actions);
    for (QAction* action : m_actions) {
        const auto own = chosen.find(action);
        const QList<QKeySequence> keys =
            own == chosen.end() ? withoutChosen(usualOf(action), *action, chosen) : own->second;
        if (action->shortcuts() != keys)
            action->setShortcuts(keys);
    }
}

QList<QKeySequence> ShortcutStore::usualOf(const QAction* action) const
{
    const auto found = m_usual.find(action->objectName());
    return found == m_usual.end() ? QList<QKeySequence>() : found->second;
}

bool ShortcutStore::isChanged(const QAction* action) const
{
    return action->shortcuts() != usualOf(action);
}

QAction* ShortcutStore::ownerOf(const QKeySequence& keys, const QAction* except) const
{
    if (keys.isEmpty())
        return nullptr;
    const auto found = std::find_if(m_actions.begin(), m_actions.end(), [&](const QAction* each) {
        return each != except && each->shortcuts().contains(keys)
            && (except == nullptr || mayMeet(*each, *except));
    });
    return found == m_actions.end() ? nullptr : *found;
}

void ShortcutStore::apply(QAction* action, const QList<QKeySequence>& keys)
{
    action->setShortcuts(keys);
    QSettings settings;
    if (isChanged(action))
        settings.setValue(keyOf(*action), toTexts(keys));
    else
        settings.remove(keyOf(*action));
}

void ShortcutStore::set(QAction* action, const QList<QKeySequence>& keys)
{
    apply(action, keys);
    // What it had before may be a usual key of another.
    giveOut();
    Q_EMIT changed();
}

void ShortcutStore::takeOver(QAction* action, const QKeySequence& keys)
{
    while (QAction* owner = ownerOf(keys, action)) {
        QList<QKeySequence> left = owner->shortcuts();
        left.removeAll(keys);
        apply(owner, left);
    }
    set(action, {keys});
}

void ShortcutStore::reset(QAction* action)
{
    const QList<QKeySequence> usual = usualOf(action);
    for (const QKeySequence& keys : usual) {
        while (QAction* owner = ownerOf(keys, action)) {
            QList<QKeySequence> left = owner->shortcuts();
            left.removeAll(keys);
            apply(owner, left);
        }
    }
    set(action, usual);
}

void ShortcutStore::resetAll()
{
    for (QAction* action : m_actions)
        apply(action, usualOf(action));
    Q_EMIT changed();
}

} // namespace topomq::ui
