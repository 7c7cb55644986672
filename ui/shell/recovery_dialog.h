#pragma once
// Offers the unsaved work that a program left which is gone.

#include "ui/document/recovery_store.h"

#include <QDialog>

#include <vector>

class QPushButton;
class QTreeWidget;

namespace topomq::ui {

class Theme;

/// Nothing is discarded unless it is ticked and the question is answered. Thread: the window's.
class RecoveryDialog : public QDialog
{
    Q_OBJECT

public:
    RecoveryDialog(std::vector<LeftWork> left, const Theme& theme, QWidget* parent);

Q_SIGNALS:
    /// To be taken up, in this order. What is not in it waits for the next start.
    void recovered(const std::vector<topomq::ui::LeftWork>& chosen);

private:
    void listWork(const Theme& theme);
    [[nodiscard]] std::vector<LeftWork> chosen(bool readableOnly) const;
    void refreshButtons();
    void recover();
    void discard();

    std::vector<LeftWork> m_left;
    QTreeWidget* m_list;
    QPushButton* m_recover = nullptr;
    QPushButton* m_discard = nullptr;
};

} // namespace topomq::ui
