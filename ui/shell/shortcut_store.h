#pragma once
// The keys that people gave to commands instead of the usual ones.

#include <QKeySequence>
#include <QList>
#include <QObject>
#include <QString>

#include <map>
#include <vector>

class QAction;

namespace topomq::ui {

/// Keeps the usual keys of named actions, applies the changed ones at once and remembers them.
/// Thread: the window's. The actions live until others are followed.
class ShortcutStore : public QObject
{
    Q_OBJECT

public:
    using QObject::QObject;

    /// These are the commands from now on: they get the keys that people have chosen for their
    /// names, and their usual ones as far as none was chosen for another. Actions without an object
    /// name are left alone.
    void follow(const std::vector<QAction*>& actions);

    [[nodiscard]] const std::vector<QAction*>& actions() const { return m_actions; }

    [[nodiscard]] QList<QKeySequence> usualOf(const QAction* action) const;
    [[nodiscard]] bool isChanged(const QAction* action) const;
    /// Another command that has this key; null: it is free.
    [[nodiscard]] QAction* ownerOf(const QKeySequence& keys, const QAction* except) const;

    /// Takes the place of all keys of the action; empty: none.
    void set(QAction* action, const QList<QKeySequence>& keys);
    /// Gives a key to the action and takes it from whoever had it.
    void takeOver(QAction* action, const QKeySequence& keys);
    /// The usual keys; a command that has one of them now loses it.
    void reset(QAction* action);
    void resetAll();

Q_SIGNALS:
    void changed();

private:
    void giveOut();
    void apply(QAction* action, const QList<QKeySequence>& keys);

    std::vector<QAction*> m_actions;
    /// By name: every open file has actions of its own for the same commands.
    std::map<QString, QList<QKeySequence>> m_usual;
};

} // namespace topomq::ui
