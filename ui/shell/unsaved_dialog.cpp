#include "ui/shell/unsaved_dialog.h"

#include "ui/widgets/tick_list.h"

#include <QDialogButtonBox>
#include <QDir>
#include <QFileInfo>
#include <QLabel>
#include <QPushButton>
#include <QTreeWidget>
#include <QVBoxLayout>

namespace topomq::ui {

namespace {

constexpr int kLetters = 90;

QString placeOf(const UnsavedFile& file)
{
    if (file.path.isEmpty())
        return UnsavedDialog::tr("never saved");
    const QString folder = QDir::toNativeSeparators(QFileInfo(file.path).absolutePath());
    return file.isGone ? UnsavedDialog::tr("deleted or moved from %1").arg(folder) : folder;
}

} // namespace

UnsavedDialog::UnsavedDialog(const std::vector<UnsavedFile>& files, QWidget* parent)
    : QDialog(parent)
    , m_list(new QTreeWidget(this))
{
    setObjectName(QStringLiteral("unsavedDialog"));
    setWindowTitle(tr("Save changes?"));
    auto* layout = new QVBoxLayout(this);
    auto* words =
        new QLabel(tr("%n topologies have work that is not saved. What is not ticked is lost.",
                      nullptr, static_cast<int>(files.size())),
                   this);
    words->setWordWrap(true);
    layout->addWidget(words);
    listFiles(files);
    layout->addWidget(m_list, 1);
    auto* buttons = new QDialogButtonBox(this);
    addButtons(*buttons);
    layout->addWidget(buttons);
    connect(m_list, &QTreeWidget::itemChanged, this, &UnsavedDialog::refreshSave);
    refreshSave();
    resizeAroundTickList(*this, kLetters);
}

void UnsavedDialog::listFiles(const std::vector<UnsavedFile>& files)
{
    m_list->setHeaderLabels({tr("Topology"), tr("Place")});
    m_list->setRootIsDecorated(false);
    m_list->setAccessibleName(tr("Topologies with unsaved changes"));
    for (const UnsavedFile& file : files) {
        auto* item = new QTreeWidgetItem(m_list, {file.title, placeOf(file)});
        item->setCheckState(0, Qt::Checked);
    }
    layOutTickList(*m_list, {0, 1});
}

void UnsavedDialog::addButtons(QDialogButtonBox& buttons)
{
    m_save = buttons.addButton(tr("&Save ticked"), QDialogButtonBox::AcceptRole);
    m_save->setDefault(true);
    m_save->setToolTip(tr("Saves the ticked ones, and asks for a name where there is none"));
    const QPushButton* discard =
        buttons.addButton(tr("&Discard all"), QDialogButtonBox::DestructiveRole);
    buttons.addButton(tr("Cancel"), QDialogButtonBox::RejectRole);
    connect(m_save, &QPushButton::clicked, this, [this] {
        m_toSave = ticked();
        accept();
    });
    connect(discard, &QPushButton::clicked, this, &QDialog::accept);
    connect(&buttons, &QDialogButtonBox::rejected, this, &QDialog::reject);
}

std::vector<std::size_t> UnsavedDialog::ticked() const
{
    std::vector<std::size_t> places;
    for (int i = 0; i < m_list->topLevelItemCount(); ++i) {
        if (m_list->topLevelItem(i)->checkState(0) == Qt::Checked)
            places.push_back(static_cast<std::size_t>(i));
    }
    return places;
}

void UnsavedDialog::refreshSave()
{
    m_save->setEnabled(!ticked().empty());
}

} // namespace topomq::ui
