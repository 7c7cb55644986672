// What people hear who go through the inspector by keyboard.
#include "tests/ui/inspector/inspector_fixture.h"

#include <QAbstractSpinBox>
#include <QCheckBox>
#include <QPlainTextEdit>
#include <QSet>

namespace topomq::tests {

namespace {

class Names : public InspectorTest
{
protected:
    /// Of everything that takes the focus by keyboard.
    QStringList heard()
    {
        QStringList names;
        const auto widgets = panel.findChildren<QWidget*>();
        for (const QWidget* widget : widgets) {
            const bool isEditor = qobject_cast<const QComboBox*>(widget) != nullptr
                || qobject_cast<const QAbstractSpinBox*>(widget) != nullptr
                || qobject_cast<const QPlainTextEdit*>(widget) != nullptr
                || (qobject_cast<const QLineEdit*>(widget) != nullptr
                    && widget->focusProxy() == nullptr);
            if (isEditor && widget->isVisibleTo(&panel)) {
                EXPECT_FALSE(widget->accessibleName().isEmpty())
                    << widget->metaObject()->className() << " "
                    << widget->parentWidget()->objectName().toStdString();
                names.append(widget->accessibleName());
            }
        }
        return names;
    }
};

} // namespace

TEST_F(Names, EveryBoxOfANodeHasOneOfItsOwn)
{
    model::Node vent = node("vent");
    vent.settings.set("size", model::Object{{"normal", model::Array{100, 10}}});
    vent.settings.set("text", "own");
    document.push({}, model::ReplaceNode{vent});
    document.selection()->selectNode(vent.id);
    const QStringList names = heard();
    EXPECT_EQ(QSet<QString>(names.begin(), names.end()).size(), names.size())
        << names.join(u'\n').toStdString();
    for (const char* wanted :
         {"Rate, gaps", "Size, mean", "Size, standard deviation", "Size, how it varies",
          "Text, own text", "Transport of address 0 of vent.out"})
        EXPECT_TRUE(names.contains(QString::fromUtf8(wanted))) << wanted;
}

TEST_F(Names, ANumberIsCalledByItsPartInTheDistribution)
{
    document.selection()->selectNode(model::NodeId("w1"));
    QWidget* first = find<QWidget>("settings/service_time")->focusProxy();
    EXPECT_EQ(first->accessibleName(), QStringLiteral("Service time"));
    chooseIn("settings/service_time", "uniform");
    EXPECT_EQ(first->accessibleName(), QStringLiteral("Service time, from"));
    EXPECT_TRUE(heard().contains(QStringLiteral("Service time, to")));
}

} // namespace topomq::tests
