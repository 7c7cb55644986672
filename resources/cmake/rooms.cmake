# How the rooms of `engine/` and `ui/` become libraries: one each, linked to just the rooms that
# it may include, so that a forbidden include fails to link or to compile.

add_library(topomq_settings INTERFACE)
target_include_directories(topomq_settings INTERFACE ${PROJECT_SOURCE_DIR})
target_compile_options(topomq_settings INTERFACE
    -Wall -Wextra -Wpedantic -Wshadow -Wconversion -Wnon-virtual-dtor -Wold-style-cast
    -Woverloaded-virtual
    # Designated initialisers leave the rest at its default on purpose.
    -Wno-missing-field-initializers
    # GCC 12 sees overlaps in `"text" + std::string` that are not there (its bug 105329).
    $<$<CXX_COMPILER_ID:GNU>:-Wno-restrict>)
if(TOPOMQ_SANITIZE)
    # Instrumented code makes GCC see uninitialised values where there are none; the sanitizers look
    # for the real ones.
    target_compile_options(topomq_settings INTERFACE -fsanitize=${TOPOMQ_SANITIZE}
        -fno-sanitize-recover=all -fno-omit-frame-pointer
        $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_link_options(topomq_settings INTERFACE -fsanitize=${TOPOMQ_SANITIZE})
    # Compilers do not agree on how a file learns of this.
    foreach(sanitizer address thread)
        if(TOPOMQ_SANITIZE MATCHES "${sanitizer}")
            string(TOUPPER "TOPOMQ_${sanitizer}_SANITIZER" name)
            target_compile_definitions(topomq_settings INTERFACE ${name})
        endif()
    endforeach()
    # Test programs with sanitizers have hundreds of megabytes, which LLVM's linker puts together in
    # a fifth of the time; nothing needs it.
    find_program(TOPOMQ_LLD ld.lld)
    if(TOPOMQ_LLD)
        target_link_options(topomq_settings INTERFACE -fuse-ld=lld)
    endif()
endif()

# moc 6.4 trips over <concepts> of libstdc++ 12 when it is the first header that it reads.
set(CMAKE_AUTOMOC_MOC_OPTIONS -D_GLIBCXX_CONCEPTS)

# topomq_room(<target> SOURCES <files> LINKS <targets>)
function(topomq_room target)
    cmake_parse_arguments(ROOM "" "" "SOURCES;LINKS" ${ARGN})
    add_library(${target} STATIC ${ROOM_SOURCES})
    target_link_libraries(${target} PUBLIC topomq_settings ${ROOM_LINKS})
endfunction()

# topomq_ui_room(<target> SOURCES <files> LINKS <targets> [QT_KEYWORDS]): a room with Qt, without
# its macros `slots`, `emit` and `foreach` (the engine uses these words) unless QT_KEYWORDS says so.
function(topomq_ui_room target)
    cmake_parse_arguments(ROOM "QT_KEYWORDS" "" "SOURCES;LINKS" ${ARGN})
    topomq_room(${target} SOURCES ${ROOM_SOURCES} LINKS Qt6::Widgets ${ROOM_LINKS})
    set_target_properties(${target} PROPERTIES AUTOMOC ON)
    target_compile_definitions(${target} PRIVATE
        QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_NARROWING_CONVERSIONS_IN_CONNECT)
    if(NOT ROOM_QT_KEYWORDS)
        target_compile_definitions(${target} PRIVATE QT_NO_KEYWORDS QT_NO_FOREACH)
    endif()
endfunction()

# topomq_test(<target> SOURCES <files> LINKS <targets> [QT] [BOTH_WAYS] [LABELS <words>]): a
# GoogleTest program; with QT its main makes a QApplication on the offscreen platform; with BOTH_WAYS
# its runs are done once as they come and once with all nodes in reactors.
function(topomq_test target)
    cmake_parse_arguments(TEST "QT;BOTH_WAYS" "TIMEOUT" "SOURCES;LINKS;LABELS" ${ARGN})
    add_executable(${target} ${TEST_SOURCES})
    target_link_libraries(${target} PRIVATE topomq_settings ${TEST_LINKS} GTest::gmock)
    if(TEST_QT)
        set_target_properties(${target} PROPERTIES AUTOMOC ON)
        target_link_libraries(${target} PRIVATE tests_qt_main)
        target_precompile_headers(${target} REUSE_FROM tests_qt_main)
    else()
        target_link_libraries(${target} PRIVATE GTest::gmock_main tests_settings)
        target_precompile_headers(${target} REUSE_FROM tests_headers)
    endif()
    if(NOT TEST_TIMEOUT)
        set(TEST_TIMEOUT 240)
    endif()
    # The first look at a program of hundreds of megabytes may have to wait for the disk.
    gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
        PROPERTIES TIMEOUT ${TEST_TIMEOUT} LABELS "${TEST_LABELS}")
    if(TEST_BOTH_WAYS)
        gtest_discover_tests(${target} DISCOVERY_MODE PRE_TEST DISCOVERY_TIMEOUT 60
            TEST_PREFIX reactors.
            TEST_LIST ${target}_reactors_TESTS
            PROPERTIES TIMEOUT ${TEST_TIMEOUT} LABELS "${TEST_LABELS}"
                ENVIRONMENT TOPOMQ_TEST_SCHEDULING=reactors)
    endif()
endfunction()

# Adds those of the listed folders that exist in this checkout's build.
function(topomq_add_rooms)
    foreach(room IN LISTS ARGN)
        if(EXISTS ${CMAKE_CURRENT_SOURCE_DIR}/${room}/CMakeLists.txt)
            add_subdirectory(${room})
        endif()
    endforeach()
endfunction()
