"""Groups and projects: what belonged to a user moves into that user's default project"""

import sqlalchemy as sa

from alembic import op

revision = "010"
down_revision = "009"
branch_labels = None
depends_on = None

CREATE_DEFAULT_PROJECTS = """
    INSERT INTO projects (id, name, icon, colour, created_by_id, default_of_id)
    SELECT gen_random_uuid(), 'Default', 'folder', 'grey', id, id FROM users
"""
MAKE_THEM_OWNERS = """
    INSERT INTO project_members (id, project_id, user_id, role)
    SELECT gen_random_uuid(), id, default_of_id, 'owner' FROM projects
"""
MOVE_INTO_DEFAULT = """
    UPDATE {table} SET project_id = projects.id
    FROM projects WHERE projects.default_of_id = {table}.created_by_id
"""
SET_UPLOADERS = """
    UPDATE documents SET created_by_id = knowledge_bases.created_by_id
    FROM knowledge_bases WHERE knowledge_bases.id = documents.knowledge_base_id
"""
# Before projects, names had to be unique per owner only.
NUMBER_EQUAL_NAMES = """
    UPDATE {table} SET name = {table}.name || ' (' || twins.number || ')'
    FROM (
        SELECT id, row_number() OVER (
            PARTITION BY created_by_id, name ORDER BY created_at
        ) AS number
        FROM {table} {where}
    ) AS twins
    WHERE twins.id = {table}.id AND twins.number > 1
"""


def upgrade() -> None:
    _create_groups()
    _create_projects()
    op.execute(CREATE_DEFAULT_PROJECTS)
    op.execute(MAKE_THEM_OWNERS)
    _move("knowledge_bases")
    _move("deployments")
    _rename_uniques()
    op.add_column("documents", sa.Column("created_by_id", sa.Uuid(), nullable=True))
    op.execute(SET_UPLOADERS)
    op.alter_column("documents", "created_by_id", nullable=False)
    op.create_index(op.f("ix_documents_created_by_id"), "documents", ["created_by_id"])
    _reference("documents", "created_by_id", "users", "RESTRICT")
    op.add_column(
        "deployments",
        sa.Column("shared_with_everyone", sa.Boolean(), server_default="false", nullable=False),
    )
    _create_link("deployment_groups", "deployments", "deployment_id", "CASCADE")
    # A group that goes must not lift the restrictions it stood for.
    _create_link("document_groups", "documents", "document_id", "RESTRICT")


def _create_groups() -> None:
    op.create_table(
        "groups",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), server_default="", nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_groups")),
    )
    op.create_index(
        "uq_groups_name_lower", "groups", [sa.literal_column("lower(name)")], unique=True
    )
    op.create_table(
        "group_members",
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["group_id"],
            ["groups.id"],
            name=op.f("fk_group_members_group_id_groups"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_group_members_user_id_users"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("group_id", "user_id", name=op.f("pk_group_members")),
    )
    op.create_index(op.f("ix_group_members_user_id"), "group_members", ["user_id"])


def _create_projects() -> None:
    op.create_table(
        "projects",
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("description", sa.String(), server_default="", nullable=False),
        sa.Column("icon", sa.String(), nullable=False),
        sa.Column("colour", sa.String(), nullable=False),
        sa.Column("created_by_id", sa.Uuid(), nullable=False),
        sa.Column("default_of_id", sa.Uuid(), nullable=True),
        sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("id", sa.Uuid(), nullable=False),
        *_timestamps(),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_projects")),
        sa.UniqueConstraint("default_of_id", name=op.f("uq_projects_default_of_id")),
    )
    op.create_index(op.f("ix_projects_created_by_id"), "projects", ["created_by_id"])
    _reference("projects", "created_by_id", "users", "RESTRICT")
    _reference("projects", "default_of_id", "users", "RESTRICT")
    op.create_table(
        "project_members",
        sa.Column("project_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("group_id", sa.Uuid(), nullable=True),
        sa.Column("role", sa.String(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        *_timestamps(),
        sa.CheckConstraint(
            "(user_id IS NULL) <> (group_id IS NULL)",
            name=op.f("ck_project_members_user_or_group"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_project_members")),
        sa.UniqueConstraint(
            "project_id", "group_id", name=op.f("uq_project_members_project_id_group_id")
        ),
        sa.UniqueConstraint(
            "project_id", "user_id", name=op.f("uq_project_members_project_id_user_id")
        ),
    )
    _reference("project_members", "project_id", "projects", "CASCADE")
    for column, referred in (("user_id", "users"), ("group_id", "groups")):
        _reference("project_members", column, referred, "CASCADE")
        op.create_index(f"ix_project_members_{column}", "project_members", [column])


def _move(table: str) -> None:
    """The owner becomes who created it; the project owns it from now on."""
    op.drop_constraint(op.f(f"fk_{table}_owner_id_users"), table, type_="foreignkey")
    op.alter_column(table, "owner_id", new_column_name="created_by_id")
    _reference(table, "created_by_id", "users", "RESTRICT")
    op.add_column(table, sa.Column("project_id", sa.Uuid(), nullable=True))
    op.execute(MOVE_INTO_DEFAULT.format(table=table))
    op.alter_column(table, "project_id", nullable=False)
    _reference(table, "project_id", "projects", "RESTRICT")


def _rename_uniques() -> None:
    op.execute("ALTER INDEX ix_knowledge_bases_owner_id RENAME TO ix_knowledge_bases_created_by_id")
    op.drop_index("uq_knowledge_bases_owner_id_name", table_name="knowledge_bases")
    op.create_index(
        "uq_knowledge_bases_project_id_name",
        "knowledge_bases",
        ["project_id", "name"],
        unique=True,
        postgresql_where="deleted_at IS NULL",
    )
    op.create_index(op.f("ix_deployments_created_by_id"), "deployments", ["created_by_id"])
    op.drop_constraint(op.f("uq_deployments_owner_id_name"), "deployments", type_="unique")
    op.create_unique_constraint(
        op.f("uq_deployments_project_id_name"), "deployments", ["project_id", "name"]
    )


def _create_link(table: str, owners: str, column: str, when_group_goes: str) -> None:
    op.create_table(
        table,
        sa.Column(column, sa.Uuid(), nullable=False),
        sa.Column("group_id", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint(column, "group_id", name=op.f(f"pk_{table}")),
    )
    _reference(table, column, owners, "CASCADE")
    _reference(table, "group_id", "groups", when_group_goes)
    op.create_index(op.f(f"ix_{table}_group_id"), table, ["group_id"])


def downgrade() -> None:
    op.drop_table("document_groups")
    op.drop_table("deployment_groups")
    op.drop_column("deployments", "shared_with_everyone")
    op.drop_column("documents", "created_by_id")
    op.drop_index("uq_knowledge_bases_project_id_name", table_name="knowledge_bases")
    op.drop_constraint(op.f("uq_deployments_project_id_name"), "deployments", type_="unique")
    op.drop_index(op.f("ix_deployments_created_by_id"), table_name="deployments")
    _move_back("knowledge_bases", "WHERE deleted_at IS NULL")
    _move_back("deployments", "")
    op.execute("ALTER INDEX ix_knowledge_bases_created_by_id RENAME TO ix_knowledge_bases_owner_id")
    op.create_index(
        "uq_knowledge_bases_owner_id_name",
        "knowledge_bases",
        ["owner_id", "name"],
        unique=True,
        postgresql_where="deleted_at IS NULL",
    )
    op.create_unique_constraint(
        op.f("uq_deployments_owner_id_name"), "deployments", ["owner_id", "name"]
    )
    op.drop_table("project_members")
    op.drop_table("projects")
    op.drop_table("group_members")
    op.drop_table("groups")


def _move_back(table: str, where: str) -> None:
    op.execute(NUMBER_EQUAL_NAMES.format(table=table, where=where))
    op.drop_constraint(op.f(f"fk_{table}_created_by_id_users"), table, type_="foreignkey")
    op.drop_column(table, "project_id")
    op.alter_column(table, "created_by_id", new_column_name="owner_id")
    _reference(table, "owner_id", "users", "RESTRICT")


def _reference(table: str, column: str, referred: str, on_delete: str) -> None:
    op.create_foreign_key(
        op.f(f"fk_{table}_{column}_{referred}"),
        table,
        referred,
        [column],
        ["id"],
        ondelete=on_delete,
    )


def _timestamps() -> list[sa.Column[object]]:
    return [
        sa.Column(
            name,
            sa.DateTime(timezone=True),
            server_default=sa.text("now()"),
            nullable=False,
        )
        for name in ("created_at", "updated_at")
    ]
