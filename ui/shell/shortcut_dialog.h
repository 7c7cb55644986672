#pragma once
// The table of all commands with their keys, where keys are changed.

#include "ui/shell/command_list.h"

#include <QDialog>

class QKeySequenceEdit;
class QLabel;
class QPushButton;
class QTreeWidget;
class QTreeWidgetItem;

namespace topomq::ui {

class SearchField;
class ShortcutStore;
class Theme;

/// Every change holds at once. Thread: the window's. The arguments outlive it.
class ShortcutDialog : public QDialog
{
    Q_OBJECT

public:
    ShortcutDialog(ShortcutStore& store,
                   const std::vector<Command>& commands,
                   const Theme& theme,
                   QWidget* parent);

private:
    [[nodiscard]] QWidget* makeEditor();
    void fill(const std::vector<Command>& commands);
    void filter(const QString& text);
    void showKeys();
    void showCurrent();
    void checkTyped();
    void assign();
    [[nodiscard]] QAction* current() const;

    ShortcutStore& m_store;
    const Theme& m_theme;
    SearchField* m_search = nullptr;
    QTreeWidget* m_table = nullptr;
    QKeySequenceEdit* m_keys = nullptr;
    QLabel* m_conflict = nullptr;
    QPushButton* m_assign = nullptr;
    QPushButton* m_remove = nullptr;
    QPushButton* m_reset = nullptr;
    QPushButton* m_resetAll = nullptr;
};

} // namespace topomq::ui
