#include "ui/shell/save_dialog.h"

#include <QCoreApplication>
#include <QFileDialog>
#include <QFileInfo>
#include <QMessageBox>
#include <QPushButton>

namespace topomq::ui {

namespace {

struct Words
{
    Q_DECLARE_TR_FUNCTIONS(topomq::ui::SaveDialog)
};

bool mayReplace(QWidget& window, const QString& path)
{
    QMessageBox question(QMessageBox::Warning, Words::tr("Replace the file?"),
                         Words::tr("“%1” exists already.").arg(QFileInfo(path).fileName()),
                         QMessageBox::Cancel, &window);
    question.setInformativeText(Words::tr("What is in it is lost if you replace it."));
    const auto* replace = question.addButton(Words::tr("Replace"), QMessageBox::DestructiveRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    return question.clickedButton() == replace;
}

} // namespace

QString SaveDialog::ask(QWidget& window) const
{
    QFileDialog dialog(&window, title, QFileInfo(proposed).absolutePath(), filter);
    dialog.setAcceptMode(QFileDialog::AcceptSave);
    dialog.setDefaultSuffix(suffix);
    // Some dialogs of desktops ask about the name as it was typed, before the suffix is added. We
    // ask about the name that is written to.
    dialog.setOption(QFileDialog::DontConfirmOverwrite);
    dialog.selectFile(QFileInfo(proposed).fileName());
    while (dialog.exec() == QDialog::Accepted) {
        const QString path = dialog.selectedFiles().value(0);
        if ((!mayTake || mayTake(path)) && (!QFileInfo::exists(path) || mayReplace(window, path)))
            return path;
    }
    return {};
}

} // namespace topomq::ui
