#pragma once
// The user's own snippets: parts of topologies that are kept to be used again, a file for each.

#include "engine/model/topology.h"

#include <QFileSystemWatcher>
#include <QObject>
#include <QString>
#include <QStringList>
#include <QTimer>

#include <vector>

namespace topomq::ui {

struct Snippet
{
    /// Its name in the folder; it stays when the snippet is renamed.
    QString file;
    QString name;
    QString description;
    model::Topology part;

    friend bool operator==(const Snippet&, const Snippet&) = default;
};

/// Follows what other windows and programs do to the folder. Thread: the window's.
class SnippetStore : public QObject
{
    Q_OBJECT

public:
    /// In the user's data of this program.
    explicit SnippetStore(QObject* parent = nullptr);
    explicit SnippetStore(QString folder, QObject* parent = nullptr);

    /// By their names.
    [[nodiscard]] const std::vector<Snippet>& snippets() const { return m_snippets; }

    /// A line for each file that cannot be used: which, why, and what to do.
    [[nodiscard]] const QStringList& problems() const { return m_problems; }

    [[nodiscard]] QString folder() const { return m_folder; }

    /// Null when there is none.
    [[nodiscard]] const Snippet* find(const QString& file) const;
    [[nodiscard]] const Snippet* named(const QString& name) const;

    // Each returns what went wrong, for people; empty when it is done.

    /// A new one without a `file`, else in the place of that.
    [[nodiscard]] QString put(const Snippet& snippet);
    [[nodiscard]] QString rename(const QString& file, const QString& name);
    [[nodiscard]] QString remove(const QString& file);

Q_SIGNALS:
    void changed();

private:
    void reload();
    void follow();
    [[nodiscard]] QString freeFile(const QString& name) const;

    QString m_folder;
    std::vector<Snippet> m_snippets;
    QStringList m_problems;
    QFileSystemWatcher m_watcher;
    QTimer m_settle;
};

/// As long as a file may say it.
inline constexpr int kLongestSnippetName = 40;
inline constexpr int kLongestSnippetDescription = 200;

} // namespace topomq::ui
