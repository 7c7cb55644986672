#pragma once
// A line to type a few letters of any command into, with what fits below it.

#include "ui/shell/command_list.h"
#include "ui/widgets/fuzzy_match.h"

#include <QFrame>
#include <QPointer>
#include <QStringList>

class QLabel;
class QListWidget;
class QListWidgetItem;

namespace topomq::ui {

class SearchField;
class Theme;

/// Covers the upper middle of its parent. Up, Down, Enter choose; Escape or a click elsewhere
/// closes it; the focus goes back to where it was. Thread: the window's. `theme` outlives it.
class CommandPalette : public QFrame
{
    Q_OBJECT

public:
    CommandPalette(Theme& theme, QWidget* parent);

    /// Offers these; commands with an id are remembered, and the ones used last come first.
    /// `searched` are found only by typing: there may be very many.
    void
    open(const QString& words, std::vector<Command> commands, std::vector<Command> searched = {});

    /// What is listed now, best first.
    [[nodiscard]] std::vector<const Command*> listed() const;

protected:
    bool eventFilter(QObject* watched, QEvent* event) override;

private:
    struct Found
    {
        const Command* command = nullptr;
        TitledMatch match;
        /// It fits by what it does: its tip is shown in the place of its menu.
        bool byTip = false;
    };

    void filter(const QString& text);
    void listFound(const std::vector<Found>& found);
    void choose(const QListWidgetItem* item);
    void step(int rows);
    void leave();
    void place();
    void restyle();
    [[nodiscard]] std::vector<Found> recentFirst() const;

    Theme& m_theme;
    SearchField* m_input = nullptr;
    QListWidget* m_list = nullptr;
    QLabel* m_hint = nullptr;
    std::vector<Command> m_commands;
    std::vector<Command> m_searched;
    std::vector<const Command*> m_listed;
    QStringList m_recent;
    QPointer<QWidget> m_focusBefore;
};

} // namespace topomq::ui
