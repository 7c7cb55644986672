#pragma once
// One question for all open files whose work is not saved.

#include <QDialog>
#include <QString>

#include <cstddef>
#include <vector>

class QDialogButtonBox;
class QPushButton;
class QTreeWidget;

namespace topomq::ui {

struct UnsavedFile
{
    QString title;
    /// Empty when it was never saved.
    QString path;
    /// There is none any more: all of it is lost if it is not saved.
    bool isGone = false;
};

/// Accepted: what is in `toSave` is to be saved, and the rest may go. Thread: the window's.
class UnsavedDialog : public QDialog
{
    Q_OBJECT

public:
    UnsavedDialog(const std::vector<UnsavedFile>& files, QWidget* parent);

    /// Places in the list that was given.
    [[nodiscard]] const std::vector<std::size_t>& toSave() const { return m_toSave; }

private:
    void listFiles(const std::vector<UnsavedFile>& files);
    void addButtons(QDialogButtonBox& buttons);
    [[nodiscard]] std::vector<std::size_t> ticked() const;
    void refreshSave();

    QTreeWidget* m_list;
    QPushButton* m_save = nullptr;
    std::vector<std::size_t> m_toSave;
};

} // namespace topomq::ui
