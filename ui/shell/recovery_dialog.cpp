#include "ui/shell/recovery_dialog.h"

#include "ui/theme/theme.h"
#include "ui/widgets/tick_list.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QLocale>
#include <QMessageBox>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

#include <algorithm>
#include <utility>

namespace topomq::ui {

namespace {

enum Column { Name, Time, Differences, Place };

constexpr int kLetters = 115;

} // namespace

RecoveryDialog::RecoveryDialog(std::vector<LeftWork> left, const Theme& theme, QWidget* parent)
    : QDialog(parent)
    , m_left(std::move(left))
    , m_list(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("recoveryDialog"));
    const int count = static_cast<int>(m_left.size());
    setWindowTitle(count == 1 ? tr("Recover a document") : tr("Recover %1 documents").arg(count));
    auto* layout = new QVBoxLayout(this);
    auto* words = new QLabel(tr("TopoMQ ended before this work was saved. Recovered work is shown "
                                "as unsaved changes: undo goes back to the file."),
                             this);
    words->setWordWrap(true);
    layout->addWidget(words);
    listWork(theme);
    layout->addWidget(m_list, 1);
    auto* buttons = new QDialogButtonBox(this);
    m_recover = buttons->addButton(tr("&Recover"), QDialogButtonBox::AcceptRole);
    m_recover->setDefault(true);
    m_discard = buttons->addButton(tr("&Discard…"), QDialogButtonBox::DestructiveRole);
    buttons->addButton(tr("Decide &later"), QDialogButtonBox::RejectRole);
    layout->addWidget(buttons);
    connect(m_recover, &QPushButton::clicked, this, &RecoveryDialog::recover);
    connect(m_discard, &QPushButton::clicked, this, &RecoveryDialog::discard);
    connect(buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
    connect(m_list, &QTreeWidget::itemChanged, this, &RecoveryDialog::refreshButtons);
    refreshButtons();
    resizeAroundTickList(*this, kLetters);
}

void RecoveryDialog::listWork(const Theme& theme)
{
    m_list->setHeaderLabels({tr("Document"), tr("Last change"), tr("Not saved"), tr("Place")});
    m_list->setRootIsDecorated(false);
    m_list->setAccessibleName(tr("Documents with unsaved work"));
    for (const LeftWork& left : m_left) {
        const bool isReadable = left.problem.isEmpty();
        const QString place = left.work.path.isEmpty()
            ? tr("never saved")
            : QDir::toNativeSeparators(QFileInfo(left.work.path).absolutePath());
        auto* item = new QTreeWidgetItem(
            m_list,
            {left.title(), QLocale().toString(left.work.time.toLocalTime(), QLocale::ShortFormat),
             left.differences == 1 ? tr("1 change") : tr("%1 changes").arg(left.differences),
             place});
        item->setCheckState(Name, isReadable ? Qt::Checked : Qt::Unchecked);
        if (!isReadable) {
            item->setText(Differences, tr("cannot be read"));
            item->setText(Place, QDir::toNativeSeparators(left.slot->file()));
            item->setForeground(Differences, theme.colors().warn);
            item->setToolTip(Differences, left.problem);
        }
    }
    layOutTickList(*m_list, {Name, Place});
}

std::vector<LeftWork> RecoveryDialog::chosen(bool readableOnly) const
{
    std::vector<LeftWork> all;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        const LeftWork& left = m_left[static_cast<std::size_t>(i)];
        if (m_list->topLevelItem(i)->checkState(Name) == Qt::Checked
            && (left.problem.isEmpty() || !readableOnly))
            all.push_back(left);
    }
    return all;
}

void RecoveryDialog::refreshButtons()
{
    m_recover->setEnabled(!chosen(true).empty());
    m_discard->setEnabled(!chosen(false).empty());
}

void RecoveryDialog::recover()
{
    const std::vector<LeftWork> wanted = chosen(true);
    m_left.clear();
    accept();
    Q_EMIT recovered(wanted);
}

void RecoveryDialog::discard()
{
    const std::vector<LeftWork> unwanted = chosen(false);
    QMessageBox question(
        QMessageBox::Warning, tr("Discard the work?"),
        unwanted.size() == 1
            ? tr("The unsaved work on “%1” is removed.").arg(unwanted[0].title())
            : tr("The unsaved work on %1 documents is removed.").arg(unwanted.size()),
        QMessageBox::Cancel, this);
    question.setInformativeText(tr("It cannot be brought back. Saved files stay as they are."));
    const auto* yes = question.addButton(tr("Discard"), QMessageBox::DestructiveRole);
    question.setDefaultButton(QMessageBox::Cancel);
    question.exec();
    if (question.clickedButton() != yes)
        return;
    for (const LeftWork& left : unwanted)
        left.slot->clear();
    for (int i = m_list->topLevelItemCount() - 1; i >= 0; --i) {
        if (m_list->topLevelItem(i)->checkState(Name) != Qt::Checked)
            continue;
        delete m_list->takeTopLevelItem(i);
        m_left.erase(m_left.begin() + i);
    }
    refreshButtons();
    if (m_left.empty())
        accept();
}

} // namespace topomq::ui
