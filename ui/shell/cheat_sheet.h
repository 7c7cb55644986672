#pragma once
// One sheet with all keys and gestures, made from the real commands; it can be printed.

#include "ui/shell/command_list.h"

#include <QDialog>

class QTextBrowser;

namespace topomq::ui {

class Theme;

/// As rich text, in columns by topic. `ink` and `rule` are the colours of text and lines.
[[nodiscard]] QString cheatSheetHtml(const std::vector<Command>& commands,
                                     const QString& ink,
                                     const QString& dim,
                                     const QString& rule);

/// Thread: the window's.
class CheatSheet : public QDialog
{
    Q_OBJECT

public:
    CheatSheet(std::vector<Command> commands, const Theme& theme, QWidget* parent);

private:
    void print();

    std::vector<Command> m_commands;
    QTextBrowser* m_page = nullptr;
};

} // namespace topomq::ui
