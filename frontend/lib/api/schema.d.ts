// Generated from backend/openapi.json by `npm run generate:api`. Do not edit.

export interface paths {
    "/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Health
         * @description The process answers.
         */
        get: operations["health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/ready": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ready
         * @description Whether everything we depend on answers, each by name.
         */
        get: operations["ready"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Openai Models
         * @description The deployments that you may use, as models.
         */
        get: operations["list_openai_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/models/{model}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Openai Model
         * @description One deployment as a model, by its slug or id.
         */
        get: operations["read_openai_model"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/chat/completions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Chat Completion
         * @description Go on with a conversation. Passages are searched for the last message of the user.
         */
        post: operations["create_chat_completion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/v1/embeddings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Embeddings
         * @description Vectors of texts, by the name or id of an embedding model.
         */
        post: operations["create_embeddings"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/config": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Config
         * @description What the sign-in pages need to know.
         */
        get: operations["read_config"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/register": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Register
         * @description Create an account and sign in. The first account becomes super admin.
         */
        post: operations["register"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/login": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Login
         * @description Sign in.
         */
        post: operations["login"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/token": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Token
         * @description Sign in with the OAuth2 password form; the refresh token comes in the body.
         */
        post: operations["token"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/refresh": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Refresh
         * @description Exchange a refresh token, from the body or the cookie, for a new session.
         */
        post: operations["refresh"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/logout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Logout
         * @description End this session; its access tokens stop working at once.
         */
        post: operations["logout"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Me
         * @description The signed-in user.
         */
        get: operations["me"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change Password
         * @description Change your password; your other signed-in clients end.
         */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Request Password Reset
         * @description Have a link mailed to choose a new password. The answer is the same for any address.
         */
        post: operations["request_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/password-reset/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm Password Reset
         * @description Choose a password with the token of a mailed link, after a reset or an invitation.
         */
        post: operations["confirm_password_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Signed In Clients
         * @description Your signed-in clients, latest first.
         */
        get: operations["list_signed_in_clients"];
        put?: never;
        post?: never;
        /**
         * Sign Out Everywhere
         * @description End all your signed-in clients, this one too.
         */
        delete: operations["sign_out_everywhere"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/auth/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * End Signed In Client
         * @description End one of your signed-in clients.
         */
        delete: operations["end_signed_in_client"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Profile
         * @description Your own profile.
         */
        get: operations["read_profile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Profile
         * @description Change your own name and preferences.
         */
        patch: operations["change_profile"];
        trace?: never;
    };
    "/api/v1/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Users
         * @description Accounts by address; `q` is part of an address or name.
         */
        get: operations["list_users"];
        put?: never;
        /**
         * Invite User
         * @description Make an account; its owner chooses the password through a link that is mailed.
         */
        post: operations["invite_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read User
         * @description One account.
         */
        get: operations["read_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change User
         * @description Change role, tier, name or state; another role and suspension end its clients.
         */
        patch: operations["change_user"];
        trace?: never;
    };
    "/api/v1/users/{user_id}/sign-out": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign Out User
         * @description End every signed-in client of a user.
         */
        post: operations["sign_out_user"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/users/{user_id}/invitation": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Renew Invitation
         * @description A fresh link to choose a password; earlier ones become void.
         */
        post: operations["renew_invitation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Groups
         * @description Groups by name; `q` is part of a name.
         */
        get: operations["list_groups"];
        put?: never;
        /**
         * Create Group
         * @description Create a group.
         */
        post: operations["create_group"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{group_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Group
         * @description One group.
         */
        get: operations["read_group"];
        put?: never;
        post?: never;
        /**
         * Delete Group
         * @description Delete a group with its memberships and shares.
         */
        delete: operations["delete_group"];
        options?: never;
        head?: never;
        /**
         * Change Group
         * @description Rename or describe a group.
         */
        patch: operations["change_group"];
        trace?: never;
    };
    "/api/v1/groups/{group_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Group Members
         * @description Who is in a group, for administrators and its members.
         */
        get: operations["list_group_members"];
        put?: never;
        /**
         * Add Group Member
         * @description Put a user into a group.
         */
        post: operations["add_group_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/groups/{group_id}/members/{user_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Group Member
         * @description Take a user out of a group.
         */
        delete: operations["remove_group_member"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Projects
         * @description Your projects, the default one first; `q` is part of a name.
         */
        get: operations["list_projects"];
        put?: never;
        /**
         * Create Project
         * @description Create a project; you become its owner.
         */
        post: operations["create_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Project
         * @description One project.
         */
        get: operations["read_project"];
        put?: never;
        post?: never;
        /**
         * Delete Project
         * @description Delete an empty project.
         */
        delete: operations["delete_project"];
        options?: never;
        head?: never;
        /**
         * Change Project
         * @description Rename, describe or decorate a project.
         */
        patch: operations["change_project"];
        trace?: never;
    };
    "/api/v1/projects/{project_id}/archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Archive Project
         * @description Make a project read-only and silence its deployments.
         */
        post: operations["archive_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Restore Project
         * @description Let an archived project be changed and used again.
         */
        post: operations["restore_project"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Members
         * @description The users and groups in a project.
         */
        get: operations["list_members"];
        put?: never;
        /**
         * Add Member
         * @description Let a user or a group into a project.
         */
        post: operations["add_member"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/projects/{project_id}/members/{member_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Member
         * @description Take a member out of a project, or leave it yourself.
         */
        delete: operations["remove_member"];
        options?: never;
        head?: never;
        /**
         * Change Member
         * @description Give a member another role.
         */
        patch: operations["change_member"];
        trace?: never;
    };
    "/api/v1/knowledge-bases": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Knowledge Bases
         * @description Knowledge bases of your projects by name; `q` is part of a name.
         */
        get: operations["list_knowledge_bases"];
        put?: never;
        /**
         * Create Knowledge Base
         * @description Create a knowledge base.
         */
        post: operations["create_knowledge_base"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/deletions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Deletions
         * @description Receipts of deleted documents of projects that you own: what was deleted, and when.
         */
        get: operations["list_deletions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Knowledge Base
         * @description One knowledge base.
         */
        get: operations["read_knowledge_base"];
        put?: never;
        post?: never;
        /**
         * Delete Knowledge Base
         * @description Delete a knowledge base with its documents.
         */
        delete: operations["delete_knowledge_base"];
        options?: never;
        head?: never;
        /**
         * Change Knowledge Base
         * @description Rename, describe or configure; a new configuration applies to later ingests.
         */
        patch: operations["change_knowledge_base"];
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/upload": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload Document
         * @description Upload a file; its ingest is queued. The same bytes twice are one document.
         */
        post: operations["upload_document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/upload-archive": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Upload Archive
         * @description Upload many files as one ZIP archive; each becomes a document, or is refused by itself.
         */
        post: operations["upload_archive"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/search": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Search Knowledge Base
         * @description The passages that answer a question, by meaning and by words, with every score.
         *
         *     `profile` stands over the settings of the knowledge base for this one search.
         */
        post: operations["search_knowledge_base"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/documents": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Documents
         * @description Documents with their progress, newest first; `q` is part of a name.
         */
        get: operations["list_documents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/reindex": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Reindex Knowledge Base
         * @description Ingest again the documents that were made with other settings than now.
         */
        post: operations["reindex_knowledge_base"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/documents/from-url": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Add Document From Url
         * @description Fetch a file from an address; its ingest is queued. Redirects are not followed.
         */
        post: operations["add_document_from_url"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/documents/bulk": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Change Many Documents
         * @description Cancel, ingest again or delete many documents; each refusal is told by itself.
         */
        post: operations["change_many_documents"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/documents/{document_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Document
         * @description One document with its progress.
         */
        get: operations["read_document"];
        put?: never;
        post?: never;
        /**
         * Delete Document
         * @description Delete a document with everything that was made from it.
         */
        delete: operations["delete_document"];
        options?: never;
        head?: never;
        /**
         * Change Document
         * @description Rename a document, or configure its next ingest.
         */
        patch: operations["change_document"];
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/documents/{document_id}/restriction": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Restrict Document
         * @description Let only these groups read a document, in searches and answers too.
         */
        put: operations["restrict_document"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/documents/{document_id}/ingest": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ingest Document
         * @description Ingest a document again, after a failure or with a new configuration.
         */
        post: operations["ingest_document"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/documents/{document_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Ingest
         * @description Stop a waiting or running ingest.
         */
        post: operations["cancel_ingest"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/documents/{document_id}/file": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download Document
         * @description The original as it was uploaded, never shown inline.
         */
        get: operations["download_document"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/documents/{document_id}/chunks": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Chunks
         * @description The passages of a document, in order.
         */
        get: operations["list_chunks"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/documents/{document_id}/text": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Document Text
         * @description A slice of the extracted text, which the spans of chunks and citations refer to.
         */
        get: operations["read_document_text"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/documents/{document_id}/boxes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Locate Text
         * @description Where a stretch of the extracted text stands on the pages of a PDF, line by line.
         */
        get: operations["locate_text"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/documents/{document_id}/pages/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Draw Page
         * @description A page of a PDF as it looks, `width` pixels wide.
         */
        get: operations["draw_page"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag-configs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Rag Configs
         * @description Presets that you may use; with `project_id` those that things in this project may use.
         */
        get: operations["list_rag_configs"];
        put?: never;
        /**
         * Create Rag Config
         * @description Create a preset, of your own or shared in a project.
         */
        post: operations["create_rag_config"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag-configs/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Rag Config
         * @description The passages that a configuration makes of a text or a document. Nothing is stored.
         */
        post: operations["preview_rag_config"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/rag-configs/{preset_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Rag Config
         * @description One preset.
         */
        get: operations["read_rag_config"];
        put?: never;
        post?: never;
        /**
         * Delete Rag Config
         * @description Delete a preset that nothing uses.
         */
        delete: operations["delete_rag_config"];
        options?: never;
        head?: never;
        /**
         * Change Rag Config
         * @description Rename, describe, configure or share a preset; what uses it follows with its next ingest.
         */
        patch: operations["change_rag_config"];
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/indexes": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Indexes
         * @description The indexes of a knowledge base: the live one, those being built, those kept.
         */
        get: operations["list_indexes"];
        put?: never;
        /**
         * Create Index
         * @description Embed everything with another model, beside the live index and without touching it.
         */
        post: operations["create_index"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/indexes/{index_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Index
         * @description One index with the progress of its build.
         */
        get: operations["read_index"];
        put?: never;
        post?: never;
        /**
         * Delete Index
         * @description Delete an index that is not live, with its vectors.
         */
        delete: operations["delete_index"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/indexes/{index_id}/build": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Build Index
         * @description Go on with a build that ended early, or bring a retired index up to date.
         */
        post: operations["build_index"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/indexes/{index_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Index Build
         * @description Stop a build; what is embedded stays for the next one.
         */
        post: operations["cancel_index_build"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/knowledge-bases/{kb_id}/indexes/{index_id}/activate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Activate Index
         * @description Search with this index from now on; activating the one before is the way back.
         */
        post: operations["activate_index"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Models
         * @description The registered models that the caller may choose, by name.
         */
        get: operations["list_models"];
        put?: never;
        /**
         * Create Model
         * @description Register a model that is served elsewhere.
         */
        post: operations["create_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/discover": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Discover Models
         * @description The models that an endpoint serves, before one of them is registered.
         */
        post: operations["discover_models"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Model
         * @description One model.
         */
        get: operations["read_model"];
        put?: never;
        post?: never;
        /**
         * Delete Model
         * @description Remove a model that nothing uses.
         */
        delete: operations["delete_model"];
        options?: never;
        head?: never;
        /**
         * Change Model
         * @description Change a model; a stored key has to be entered again for another address.
         */
        patch: operations["change_model"];
        trace?: never;
    };
    "/api/v1/models/{model_id}/test": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Test Model
         * @description Ask a model something, outside any deployment.
         */
        post: operations["test_model"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model_id}/offers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Model Offers
         * @description The models that the endpoint of a registered model serves.
         */
        get: operations["model_offers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/models/{model_id}/health": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Model Health
         * @description Whether a model answers now, and how its latest calls went.
         */
        get: operations["model_health"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/embedding-models": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Embedding Models
         * @description The embedding models that knowledge bases can choose, and which of them are ready.
         *
         *     Endpoints are asked for 5 seconds at most; what they said holds for a minute.
         */
        get: operations["list_embedding_models"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/prompt-templates": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Prompt Templates
         * @description Prompt templates of your projects, by name; `q` is part of it.
         */
        get: operations["list_prompt_templates"];
        put?: never;
        /**
         * Create Prompt Template
         * @description Create a prompt template.
         */
        post: operations["create_prompt_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/prompt-templates/{template_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Prompt Template
         * @description One prompt template with its latest text.
         */
        get: operations["read_prompt_template"];
        put?: never;
        post?: never;
        /**
         * Delete Prompt Template
         * @description Delete a prompt template that no deployment answers with now.
         */
        delete: operations["delete_prompt_template"];
        options?: never;
        head?: never;
        /**
         * Change Prompt Template
         * @description Change a prompt template; another text is a new version, and deployments keep theirs.
         */
        patch: operations["change_prompt_template"];
        trace?: never;
    };
    "/api/v1/deployments/prompt-templates/{template_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Prompt Template Versions
         * @description The versions of a prompt template, the latest first.
         */
        get: operations["list_prompt_template_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/prompt-templates/{template_id}/versions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Prompt Template Version
         * @description One version of a prompt template.
         */
        get: operations["read_prompt_template_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/prompt-templates/{template_id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Diff Prompt Template Versions
         * @description How version `a` of a prompt template became version `b`, line by line.
         */
        get: operations["diff_prompt_template_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/prompt-templates/{template_id}/preview": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Preview Prompt Template
         * @description What a model would read: the question and the passages found for it in a template.
         *
         *     No model is asked and nothing is stored.
         */
        post: operations["preview_prompt_template"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Deployments
         * @description Deployments that you may use, by name; `q` is part of a name.
         */
        get: operations["list_deployments"];
        put?: never;
        /**
         * Create Deployment
         * @description Create a deployment: a model with the knowledge it answers from.
         */
        post: operations["create_deployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{deployment_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Deployment
         * @description One deployment.
         */
        get: operations["read_deployment"];
        put?: never;
        post?: never;
        /**
         * Delete Deployment
         * @description Delete a deployment with its conversations.
         */
        delete: operations["delete_deployment"];
        options?: never;
        head?: never;
        /**
         * Change Deployment
         * @description Change a deployment.
         *
         *     Another way to answer is a new version, which is live at once unless `publish` is false.
         */
        patch: operations["change_deployment"];
        trace?: never;
    };
    "/api/v1/deployments/{deployment_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Deployment Versions
         * @description The versions of a deployment, the latest first; for members of its project.
         */
        get: operations["list_deployment_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{deployment_id}/versions/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Diff Deployment Versions
         * @description How version `a` became version `b`: settings, and the prompt line by line.
         */
        get: operations["diff_deployment_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{deployment_id}/versions/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare Deployment Versions
         * @description Two versions side by side: settings, answers, feedback, times, tokens and evaluations.
         */
        get: operations["compare_deployment_versions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{deployment_id}/versions/{number}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Deployment Version
         * @description One version of a deployment; for members of its project.
         */
        get: operations["read_deployment_version"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{deployment_id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Roll Back Deployment
         * @description Let another version answer from now on, an earlier or a later one.
         *
         *     Answers that are being written are finished by the version that they were asked of. A
         *     candidate is tried no more.
         */
        post: operations["roll_back_deployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{deployment_id}/calls": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Deployment Calls
         * @description What you and your keys asked of the deployment outside conversations, newest first.
         */
        get: operations["list_deployment_calls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{deployment_id}/calls/{call_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Deployment Call
         * @description One call of yours: question, answer and how it was made.
         */
        get: operations["read_deployment_call"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{deployment_id}/traffic": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Split Deployment Traffic
         * @description Let a candidate answer some percent of the conversations, each of them from then on.
         */
        put: operations["split_deployment_traffic"];
        post?: never;
        /**
         * Join Deployment Traffic
         * @description Let the live version answer everybody again.
         */
        delete: operations["join_deployment_traffic"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{deployment_id}/sharing": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Share Deployment
         * @description Say who may use a deployment besides the members of its project.
         */
        put: operations["share_deployment"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/deployments/{deployment_id}/run": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run Deployment
         * @description Answer one question outside any conversation.
         */
        post: operations["run_deployment"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Sessions
         * @description Your conversations, latest first; `q` is part of a title or of what was said.
         */
        get: operations["list_sessions"];
        put?: never;
        /**
         * Create Session
         * @description Start a conversation with a deployment.
         */
        post: operations["create_session"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{session_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Session
         * @description One conversation.
         */
        get: operations["read_session"];
        put?: never;
        post?: never;
        /**
         * Delete Session
         * @description Delete a conversation with its messages and attachments; what is being written is stopped.
         */
        delete: operations["delete_session"];
        options?: never;
        head?: never;
        /**
         * Change Session
         * @description Rename or archive a conversation, choose one of its branches, or another model for it.
         */
        patch: operations["change_session"];
        trace?: never;
    };
    "/api/v1/chat/sessions/{session_id}/messages": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Messages
         * @description The messages on the chosen branch, oldest first; with `tree` those of every branch.
         */
        get: operations["list_messages"];
        put?: never;
        /**
         * Ask
         * @description Ask and wait for the whole answer with its citations.
         */
        post: operations["ask"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{session_id}/messages/{message_id}/trace": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Trace
         * @description How the passages of an answer were found: every score, rank and timing.
         *
         *     Passages of documents that you may not open any more are left out.
         */
        get: operations["read_trace"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{session_id}/messages/{answer_id}/feedback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Give Feedback
         * @description Say what you think of an answer, in place of what you said before.
         */
        put: operations["give_feedback"];
        post?: never;
        /**
         * Take Back Feedback
         * @description Take back what you said of an answer.
         */
        delete: operations["take_back_feedback"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{session_id}/attachments": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Attachments
         * @description The files of a conversation, in the order in which they came.
         */
        get: operations["list_attachments"];
        put?: never;
        /**
         * Attach File
         * @description Attach a file to a conversation: it is searched there, and nobody else ever sees it.
         */
        post: operations["attach_file"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{session_id}/attachments/{document_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove Attachment
         * @description Delete a file of a conversation.
         */
        delete: operations["remove_attachment"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{session_id}/share": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Share
         * @description The link to a conversation that you have shared.
         */
        get: operations["read_share"];
        /**
         * Share Session
         * @description Share the chosen branch as it is now with others who may use the deployment.
         *
         *     Sharing it again shows them what has come since; the link stays the same.
         */
        put: operations["share_session"];
        post?: never;
        /**
         * Revoke Share
         * @description Share a conversation no longer.
         */
        delete: operations["revoke_share"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/shared/{token}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Shared Conversation
         * @description A conversation that somebody has shared; what you may not open is not quoted.
         */
        get: operations["read_shared_conversation"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{session_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Session
         * @description The chosen branch of a conversation as a file: Markdown or JSON.
         */
        get: operations["export_session"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{session_id}/messages/{message_id}/replay": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Replay
         * @description Have another version of the deployment answer the question of this answer once more.
         *
         *     It is given the conversation before the question. Nothing is kept of what it says, but it is
         *     charged. For members of the deployment's project.
         */
        post: operations["replay"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{session_id}/messages/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Ask Streaming
         * @description Ask and receive the answer as it is written.
         */
        post: operations["ask_streaming"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{session_id}/messages/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Compare
         * @description Ask two models, or two versions, the same question. Follow the events of each answer.
         */
        post: operations["compare"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{session_id}/messages/{question_id}/answer/stream": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Answer Again Streaming
         * @description Answer a kept question again, after its answer failed or was stopped.
         */
        post: operations["answer_again_streaming"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{session_id}/messages/{question_id}/regenerate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Regenerate Streaming
         * @description Another answer beside those that the question has, by another model if you name one.
         */
        post: operations["regenerate_streaming"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{session_id}/messages/{answer_id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow Answer
         * @description The events of an answer after a number, whichever process writes it, to the last.
         *
         *     `Last-Event-ID`, which browsers send when they come back, stands over `after`.
         */
        get: operations["follow_answer"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/sessions/{session_id}/messages/{answer_id}/stop": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Stop Answer
         * @description End an answer that is being written; what there is of it is kept.
         */
        post: operations["stop_answer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/chat/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Chat Ticket
         * @description A ticket that opens one chat connection, at `/api/v1/chat/ws?ticket=…`, within 30 s.
         */
        post: operations["create_chat_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Api Keys
         * @description Your keys, newest first; administrators may ask for everybody's or one user's.
         */
        get: operations["list_api_keys"];
        put?: never;
        /**
         * Create Api Key
         * @description Make a key. The answer is the only place that ever shows it.
         */
        post: operations["create_api_key"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/api-keys/{key_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Api Key
         * @description One key.
         */
        get: operations["read_api_key"];
        put?: never;
        post?: never;
        /**
         * Revoke Api Key
         * @description Revoke a key; its next request is refused.
         */
        delete: operations["revoke_api_key"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tiers": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Tiers
         * @description What users of each tier may use, from small to large.
         */
        get: operations["list_tiers"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/tiers/{name}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Change Tier
         * @description Change what users of a tier may use; absent numbers stay, null is no limit.
         */
        patch: operations["change_tier"];
        trace?: never;
    };
    "/api/v1/usage/me": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Own Usage
         * @description Your own usage of this month, and how near to your limits it is.
         */
        get: operations["read_own_usage"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/usage/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Usage Of Users
         * @description What everybody has used this month, most first; `q` is part of an address or name.
         */
        get: operations["list_usage_of_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/logs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit Logs
         * @description Who did what, newest first. `action` may end in a dot: then it is a beginning.
         */
        get: operations["list_audit_logs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/actions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Audit Actions
         * @description Every action that the log can tell of.
         */
        get: operations["list_audit_actions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/verify": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Verify Audit Log
         * @description Check the whole hash chain; the first row that does not belong is named.
         */
        get: operations["verify_audit_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/audit/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Audit Log
         * @description Take a copy of the rows that a filter lets through.
         */
        get: operations["export_audit_log"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/upkeep/reconciliations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Reconciliations
         * @description Comparisons of the database with vectors and files, newest first.
         */
        get: operations["list_reconciliations"];
        put?: never;
        /**
         * Start Reconciliation
         * @description Compare the database with vectors and files now, and mend what differs.
         */
        post: operations["start_reconciliation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/question-sets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Question Sets
         * @description Question sets of your projects by name; `q` is part of a name.
         */
        get: operations["list_question_sets"];
        put?: never;
        /**
         * Create Question Set
         * @description Create a question set for a knowledge base.
         */
        post: operations["create_question_set"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/question-sets/{set_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Question Set
         * @description One question set.
         */
        get: operations["read_question_set"];
        put?: never;
        post?: never;
        /**
         * Delete Question Set
         * @description Delete a question set with its versions and runs.
         */
        delete: operations["delete_question_set"];
        options?: never;
        head?: never;
        /**
         * Change Question Set
         * @description Rename or describe a question set.
         */
        patch: operations["change_question_set"];
        trace?: never;
    };
    "/api/v1/evaluations/question-sets/{set_id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Question Set Versions
         * @description Every version of a question set, the latest first.
         */
        get: operations["list_question_set_versions"];
        put?: never;
        /**
         * Add Question Set Version
         * @description A new version of all these questions; the versions before stay as they are.
         */
        post: operations["add_question_set_version"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/question-sets/{set_id}/questions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Questions
         * @description Questions of a version in their order; `q` is part of a question.
         */
        get: operations["list_questions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/question-sets/{set_id}/import": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Import Questions
         * @description A new version out of a file. If a row is bad, it is named and nothing is written.
         */
        post: operations["import_questions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/question-sets/{set_id}/export": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Export Questions
         * @description Take a copy of the questions of a version.
         */
        get: operations["export_questions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/question-sets/{set_id}/generate": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Generate Questions
         * @description Have a model make questions out of random passages; they become a new version.
         */
        post: operations["generate_questions"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/question-sets/{set_id}/generate/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Generation
         * @description Stop the generation of questions; nothing of it is kept.
         */
        post: operations["cancel_generation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/runs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Runs
         * @description Runs of your projects, the newest first.
         */
        get: operations["list_runs"];
        put?: never;
        /**
         * Start Run
         * @description Try a question set with a configuration.
         */
        post: operations["start_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/runs/{run_id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Run
         * @description One run: its configuration, how far it is, and what it measured.
         */
        get: operations["read_run"];
        put?: never;
        post?: never;
        /**
         * Delete Run
         * @description Delete a run with its results.
         */
        delete: operations["delete_run"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/runs/{run_id}/results": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Results
         * @description What a run found for each question, the worst first.
         */
        get: operations["list_results"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/runs/{run_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Run
         * @description Stop a run; one that is going on ends within seconds.
         */
        post: operations["cancel_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/runs/{run_id}/repeat": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Repeat Run
         * @description The same run again, from its stored configuration.
         */
        post: operations["repeat_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/runs/{run_id}/diff": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Compare Runs
         * @description This run (`b`) against another one (`a`), question by question.
         */
        get: operations["compare_runs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/evaluations/runs/{run_id}/promote": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Promote Run
         * @description Let a knowledge base or a deployment search as this run did, from now on.
         */
        post: operations["promote_run"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/events/ticket": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Create Event Ticket
         * @description A ticket that opens one live connection, at `/api/v1/events?ticket=…`, within 30 s.
         */
        post: operations["create_event_ticket"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List Jobs
         * @description Every job, newest first. `status=failed` are those that need somebody.
         */
        get: operations["list_jobs"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/summary": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read Job Summary
         * @description How much waits, runs and has failed, and the workers that live.
         */
        get: operations["read_job_summary"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/retry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Retry Job
         * @description Have a job that failed or was cancelled done again; the answer is the new job.
         */
        post: operations["retry_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/jobs/{job_id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel Job
         * @description Stop a job: one that waits at once, one that runs within seconds.
         */
        post: operations["cancel_job"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        /**
         * ActionsOut
         * @description Every action that the log can tell of.
         */
        ActionsOut: {
            /** Items */
            items: string[];
        };
        /**
         * Annotation
         * @description Evidence in the shape that OpenAI's own clients know.
         */
        Annotation: {
            /**
             * Type
             * @default url_citation
             * @constant
             */
            type: "url_citation";
            url_citation: components["schemas"]["UrlCitation"];
        };
        /**
         * AnswerChecks
         * @description How good an answer is.
         *
         *     `groundedness` is the share of its sentences that the passages support, `token_f1` the words
         *     it shares with the expected answer. `judged_correct` is the model's own judgement, null when
         *     it was not asked or gave none. `correctness` is that judgement where there is one, else
         *     `token_f1`; `method` says which.
         */
        AnswerChecks: {
            /** Groundedness */
            groundedness: number | null;
            /** Token F1 */
            token_f1: number | null;
            /** Judged Correct */
            judged_correct: boolean | null;
            /** Correctness */
            correctness: number | null;
            /** Method */
            method: ("model" | "token_f1") | null;
        };
        /**
         * AnswerFigures
         * @description Answers in conversations that a version made with its own model, by how they ended.
         *
         *     Milliseconds are of complete ones: the median, and what 95 of 100 stay below.
         */
        AnswerFigures: {
            /** Complete */
            complete: number;
            /** Failed */
            failed: number;
            /** Interrupted */
            interrupted: number;
            /** First Token Ms */
            first_token_ms: number | null;
            /** First Token Ms 95 */
            first_token_ms_95: number | null;
            /** Total Ms */
            total_ms: number | null;
            /** Total Ms 95 */
            total_ms_95: number | null;
            /** Good */
            good: number;
            /** Bad */
            bad: number;
        };
        /**
         * AnswerTrace
         * @description How an answer was made. Answers from before a fact was kept lack it.
         *
         *     `retrieval` is null where nothing was searched; `passages` is how many of its hits the model
         *     was given. `answered_by` is the endpoint's name of the model that answered, `model` the one
         *     that was asked: they differ where another one stood in. `tokens` are those that were charged,
         *     without `counted` estimated, `timings` as with the message.
         */
        AnswerTrace: {
            retrieval?: components["schemas"]["SearchOut"] | null;
            /**
             * Passages
             * @default 0
             */
            passages: number;
            /**
             * Prompt
             * @default []
             */
            prompt: components["schemas"]["PromptTurn"][];
            model?: components["schemas"]["NamedReference"] | null;
            /** Answered By */
            answered_by?: string | null;
            /** Version */
            version?: number | null;
            tokens?: components["schemas"]["Usage"] | null;
            /**
             * Counted
             * @default false
             */
            counted: boolean;
            cost?: components["schemas"]["CostOut"] | null;
            timings?: components["schemas"]["Timings"] | null;
            /** Finish Reason */
            finish_reason?: string | null;
        };
        /**
         * AnsweringConfig
         * @description Facts of a model that answers: how many tokens it reads and writes together.
         */
        AnsweringConfig: {
            /** Context Tokens */
            context_tokens: number;
        };
        /**
         * ApiKeyCreate
         * @description A new key. Without networks it may be used from anywhere.
         */
        ApiKeyCreate: {
            /** Name */
            name: string;
            /** Scopes */
            scopes: components["schemas"]["KeyScope"][];
            /** Expires In Days */
            expires_in_days?: number | null;
            /** Deployment Id */
            deployment_id?: string | null;
            /**
             * Allowed Networks
             * @default []
             */
            allowed_networks: string[];
        };
        /**
         * ApiKeyCreated
         * @description The key itself, shown this once.
         */
        ApiKeyCreated: {
            api_key: components["schemas"]["ApiKeyOut"];
            /** Key */
            key: string;
        };
        /**
         * ApiKeyOut
         * @description A key without its secret.
         */
        ApiKeyOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Key Prefix */
            key_prefix: string;
            /** Scopes */
            scopes: components["schemas"]["KeyScope"][];
            deployment: components["schemas"]["NamedReference"] | null;
            /** Allowed Networks */
            allowed_networks: string[];
            /** Expires At */
            expires_at: string | null;
            /** Last Used At */
            last_used_at: string | null;
            /** Last Used Ip */
            last_used_ip: string | null;
            /** Revoked At */
            revoked_at: string | null;
            /**
             * Status
             * @enum {string}
             */
            status: "active" | "expired" | "revoked";
            user: components["schemas"]["UserReference"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * ArchiveOut
         * @description What became of the files of an archive.
         */
        ArchiveOut: {
            /** Uploads */
            uploads: components["schemas"]["UploadOut"][];
            /** Refused */
            refused: components["schemas"]["RefusedFile"][];
        };
        /**
         * AttachmentOut
         * @description A file of a conversation. It is searched once it is `completed`.
         */
        AttachmentOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Knowledge Base Id
             * Format: uuid
             */
            knowledge_base_id: string;
            /** Name */
            name: string;
            /** Media Type */
            media_type: string;
            /** Size Bytes */
            size_bytes: number;
            status: components["schemas"]["DocumentStatus"];
            error: components["schemas"]["Problem"] | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * AuditLogOut
         * @description Who did what. `hash` ties the row to all rows before it.
         */
        AuditLogOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Sequence */
            sequence: number;
            /** User Id */
            user_id: string | null;
            /** User Email */
            user_email: string | null;
            /** Api Key Id */
            api_key_id: string | null;
            /** Action */
            action: string;
            /** Resource Type */
            resource_type: string;
            /** Resource Id */
            resource_id: string | null;
            /** Request Id */
            request_id: string | null;
            outcome: components["schemas"]["Outcome"];
            /** Details */
            details: {
                [key: string]: unknown;
            };
            /** Ip Address */
            ip_address: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Hash */
            hash: string;
        };
        /**
         * AuthConfigOut
         * @description What the sign-in pages need to know.
         */
        AuthConfigOut: {
            /**
             * Registration
             * @enum {string}
             */
            registration: "open" | "invite" | "closed";
            /** Has Users */
            has_users: boolean;
            /** Password Min Length */
            password_min_length: number;
        };
        /** Body_attach_file */
        Body_attach_file: {
            /**
             * File
             * @description PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), EPUB, Markdown, HTML, CSV or TSV, JSON or JSON Lines, e-mail (.eml) or plain text
             */
            file: string;
        };
        /** Body_import_questions */
        Body_import_questions: {
            /**
             * File
             * @description CSV, JSON lines, or with `qrels` the queries of TREC
             */
            file: string;
            /**
             * Qrels
             * @description Judgements in the form of TREC
             */
            qrels?: string | null;
            /**
             * Note
             * @default
             */
            note: string;
        };
        /** Body_token */
        Body_token: {
            /** Grant Type */
            grant_type?: string | null;
            /** Username */
            username: string;
            /**
             * Password
             * Format: password
             */
            password: string;
            /**
             * Scope
             * @default
             */
            scope: string;
            /** Client Id */
            client_id?: string | null;
            /**
             * Client Secret
             * Format: password
             */
            client_secret?: string | null;
        };
        /** Body_upload_archive */
        Body_upload_archive: {
            /**
             * File
             * @description A ZIP archive
             */
            file: string;
        };
        /** Body_upload_document */
        Body_upload_document: {
            /**
             * File
             * @description PDF, Word (.docx), Excel (.xlsx), PowerPoint (.pptx), EPUB, Markdown, HTML, CSV or TSV, JSON or JSON Lines, e-mail (.eml) or plain text
             */
            file: string;
            /**
             * Preset Id
             * @description A preset for this document
             */
            preset_id?: string | null;
            /**
             * Config
             * @description Its own configuration, as JSON
             */
            config?: string | null;
        };
        /**
         * BulkOut
         * @description What became of one action on many documents.
         */
        BulkOut: {
            /** Done */
            done: string[];
            /** Refused */
            refused: components["schemas"]["RefusedDocument"][];
        };
        /**
         * BulkRequest
         * @description One action on many documents.
         */
        BulkRequest: {
            /**
             * Action
             * @enum {string}
             */
            action: "cancel" | "ingest" | "delete";
            /** Document Ids */
            document_ids: string[];
        };
        /**
         * CallDetailOut
         * @description A call with the whole question and answer, and how it was made as far as the reader may
         *     know it now.
         *
         *     `trace` is null where the answer failed before anything was done. `request_id` is what the
         *     program was told with the answer, and what the logs have.
         */
        CallDetailOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            via: components["schemas"]["CallVia"];
            api_key: components["schemas"]["NamedReference"] | null;
            /** Version */
            version: number | null;
            status: components["schemas"]["MessageStatus"];
            /** Error Code */
            error_code: string | null;
            /** Question */
            question: string;
            tokens: components["schemas"]["Usage"] | null;
            timings: components["schemas"]["Timings"] | null;
            /** Answer */
            answer: string;
            /** Request Id */
            request_id: string | null;
            trace: components["schemas"]["AnswerTrace"] | null;
        };
        /**
         * CallOut
         * @description A question that a program has asked, as lists show it.
         *
         *     `question` is its beginning. `api_key` is null where a session was used, or the key is gone;
         *     `tokens` and `timings` are null where the answer failed before anything was done.
         */
        CallOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            via: components["schemas"]["CallVia"];
            api_key: components["schemas"]["NamedReference"] | null;
            /** Version */
            version: number | null;
            status: components["schemas"]["MessageStatus"];
            /** Error Code */
            error_code: string | null;
            /** Question */
            question: string;
            tokens: components["schemas"]["Usage"] | null;
            timings: components["schemas"]["Timings"] | null;
        };
        /**
         * CallVia
         * @description Which of our APIs was called.
         * @enum {string}
         */
        CallVia: "openai" | "run";
        /**
         * CandidateOut
         * @description A version that answers `percent` of the conversations.
         */
        CandidateOut: {
            /** Number */
            number: number;
            /** Note */
            note: string;
            /**
             * Created By Id
             * Format: uuid
             */
            created_by_id: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Percent */
            percent: number;
        };
        /**
         * ChatCompletion
         * @description A whole answer.
         */
        ChatCompletion: {
            /** Id */
            id: string;
            /**
             * Object
             * @default chat.completion
             * @constant
             */
            object: "chat.completion";
            /** Created */
            created: number;
            /** Model */
            model: string;
            /** Choices */
            choices: components["schemas"]["Choice"][];
            usage: components["schemas"]["CompletionUsage"];
        };
        /**
         * ChatCompletionRequest
         * @description A conversation to go on with. The last message of the user is what is searched for.
         *
         *     What would change the meaning of the answer and cannot be had here is refused; everything
         *     else that is not listed is passed over.
         */
        ChatCompletionRequest: {
            /**
             * Model
             * @description A deployment's `id`
             */
            model: string;
            /** Messages */
            messages: components["schemas"]["MessageIn"][];
            /** Stream */
            stream?: boolean | null;
            stream_options?: components["schemas"]["StreamOptions"] | null;
            /** Max Tokens */
            max_tokens?: number | null;
            /** Max Completion Tokens */
            max_completion_tokens?: number | null;
            /** Temperature */
            temperature?: number | null;
            /** Top P */
            top_p?: number | null;
            /** Stop */
            stop?: (string | string[]) | null;
            /** Seed */
            seed?: number | null;
            /** Tools */
            tools?: components["schemas"]["ToolIn"][] | null;
            /** Tool Choice */
            tool_choice?: ("auto" | "none" | "required") | components["schemas"]["NamedTool"] | null;
            response_format?: components["schemas"]["ResponseFormat"] | null;
            /** N */
            n?: number | null;
            /** Modalities */
            modalities?: string[] | null;
            /** Functions */
            functions?: unknown[] | null;
        };
        /**
         * ChatSessionCreate
         * @description A new conversation; untitled ones take their title from the first question.
         *
         *     With a `model_id`, that model answers instead of the deployment's.
         */
        ChatSessionCreate: {
            /**
             * Deployment Id
             * Format: uuid
             */
            deployment_id: string;
            /**
             * Title
             * @default
             */
            title: string;
            /** Model Id */
            model_id?: string | null;
        };
        /**
         * ChatSessionOut
         * @description A conversation.
         */
        ChatSessionOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Deployment Id
             * Format: uuid
             */
            deployment_id: string;
            /** Deployment Name */
            deployment_name: string;
            /** Title */
            title: string;
            /** Model Id */
            model_id: string | null;
            /** Active Leaf Id */
            active_leaf_id: string | null;
            /** Archived At */
            archived_at: string | null;
            /** Shared */
            shared: boolean;
            /** Message Count */
            message_count: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * ChatSessionUpdate
         * @description Changes; absent fields stay. `model_id: null` goes back to the deployment's model.
         *
         *     `active_leaf_id` chooses a branch by any of its messages: the path goes on to its latest end.
         */
        ChatSessionUpdate: {
            /** Title */
            title?: string | null;
            /** Archived */
            archived?: boolean | null;
            /** Model Id */
            model_id?: string | null;
            /** Active Leaf Id */
            active_leaf_id?: string | null;
        };
        /**
         * Choice
         * @description The one answer.
         */
        Choice: {
            /**
             * Index
             * @default 0
             */
            index: number;
            message: components["schemas"]["CompletionMessage"];
            /** Logprobs */
            logprobs?: null;
            /**
             * Finish Reason
             * @enum {string}
             */
            finish_reason: "stop" | "length" | "tool_calls" | "content_filter";
        };
        /**
         * ChunkOut
         * @description A passage and its place in the extracted text.
         *
         *     `header` is the first line of the table that it starts in the middle of, `parent_start` and
         *     `parent_end` are the characters of a larger passage around it.
         */
        ChunkOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Ordinal */
            ordinal: number;
            /** Text */
            text: string;
            /** Page */
            page: number | null;
            /** Section */
            section: string | null;
            /** Char Start */
            char_start: number;
            /** Char End */
            char_end: number;
            /** Token Count */
            token_count: number;
            /** Header */
            header: string | null;
            /** Parent Start */
            parent_start: number | null;
            /** Parent End */
            parent_end: number | null;
        };
        /**
         * ChunkStrategy
         * @description How a document is cut into passages.
         * @enum {string}
         */
        ChunkStrategy: "fixed" | "sentence" | "recursive" | "markdown" | "semantic" | "parent_child";
        /**
         * Citation
         * @description Evidence for `[number]` in the answer.
         *
         *     `char_start:char_end` is the span in the document's extracted text; `text` is the whole
         *     passage, without what the model read around it, `quote` the part of it at that span. Neither
         *     is there when the document is not `available` to the reader any more. `confidence` is how well
         *     it supports the sentence behind which it stands, the weakest one of several, in [0, 1].
         */
        Citation: {
            /** Number */
            number: number;
            /**
             * Document Id
             * Format: uuid
             */
            document_id: string;
            /** Document Name */
            document_name: string;
            /**
             * Knowledge Base Id
             * Format: uuid
             */
            knowledge_base_id: string;
            /**
             * Chunk Id
             * Format: uuid
             */
            chunk_id: string;
            /** Page */
            page: number | null;
            /** Section */
            section: string | null;
            /** Char Start */
            char_start: number;
            /** Char End */
            char_end: number;
            /** Quote */
            quote: string;
            /** Text */
            text: string;
            /** Score */
            score: number;
            /**
             * Available
             * @default true
             */
            available: boolean;
            /** Confidence */
            confidence?: number | null;
        };
        /**
         * Colour
         * @description Colours to tell projects apart by.
         * @enum {string}
         */
        Colour: "grey" | "red" | "orange" | "amber" | "green" | "teal" | "blue" | "indigo" | "purple" | "pink";
        /**
         * CompareOut
         * @description The question, and the answers that are being written to it: follow each one's events.
         */
        CompareOut: {
            question: components["schemas"]["MessageOut"];
            /** Answer Ids */
            answer_ids: string[];
        };
        /**
         * CompareRequest
         * @description A question to two at once: two models, or two versions of the deployment.
         */
        CompareRequest: {
            /** Content */
            content: string;
            /** Model Ids */
            model_ids?: string[] | null;
            /** Versions */
            versions?: number[] | null;
        };
        /**
         * CompletionMessage
         * @description The answer. `citations` is an extension: the evidence with exact spans.
         */
        CompletionMessage: {
            /**
             * Role
             * @default assistant
             * @constant
             */
            role: "assistant";
            /** Content */
            content: string | null;
            /** Refusal */
            refusal?: null;
            /** Tool Calls */
            tool_calls?: components["schemas"]["ToolCallOut"][] | null;
            /** Annotations */
            annotations: components["schemas"]["Annotation"][];
            /** Citations */
            citations: components["schemas"]["SourcedCitation"][];
        };
        /**
         * CompletionUsage
         * @description Tokens that the call was charged with.
         */
        CompletionUsage: {
            /** Prompt Tokens */
            prompt_tokens: number;
            /** Completion Tokens */
            completion_tokens: number;
            /** Total Tokens */
            total_tokens: number;
        };
        /**
         * ConfigOverrides
         * @description What one layer decides of how documents are cut, embedded and retrieved.
         *
         *     Layers are the defaults, a preset, the knowledge base and the document, the later ones
         *     stronger. What is absent or null is left to the layers before. Documents are retrieved
         *     together: they decide nothing of `retrieval`.
         */
        ConfigOverrides: {
            chunk_strategy?: components["schemas"]["ChunkStrategy"] | null;
            /** Chunk Size */
            chunk_size?: number | null;
            /** Chunk Overlap */
            chunk_overlap?: number | null;
            /** Parent Size */
            parent_size?: number | null;
            /** Embedding Model */
            embedding_model?: string | null;
            /** Query Prefix */
            query_prefix?: string | null;
            /** Passage Prefix */
            passage_prefix?: string | null;
            retrieval?: components["schemas"]["RetrievalOverrides"] | null;
        };
        /**
         * ConversationExport
         * @description A conversation as a file: its chosen path.
         */
        ConversationExport: {
            conversation: components["schemas"]["ChatSessionOut"];
            /** Messages */
            messages: components["schemas"]["MessageOut"][];
        };
        /**
         * CostOut
         * @description What an answer costs by the model's prices.
         */
        CostOut: {
            /** Amount */
            amount: string;
            /** Currency */
            currency: string;
        };
        /**
         * DayUsage
         * @description One day, UTC.
         */
        DayUsage: {
            /**
             * Requests
             * @default 0
             */
            requests: number;
            /**
             * Prompt Tokens
             * @default 0
             */
            prompt_tokens: number;
            /**
             * Completion Tokens
             * @default 0
             */
            completion_tokens: number;
            /**
             * Date
             * Format: date
             */
            date: string;
        };
        /**
         * DeletionReceiptOut
         * @description What became of a deleted document; the counts are those of a completed deletion.
         */
        DeletionReceiptOut: {
            /**
             * Document Id
             * Format: uuid
             */
            document_id: string;
            /**
             * Project Id
             * Format: uuid
             */
            project_id: string;
            /**
             * Knowledge Base Id
             * Format: uuid
             */
            knowledge_base_id: string;
            /** Document Name */
            document_name: string;
            /** Content Sha256 */
            content_sha256: string;
            /** Size Bytes */
            size_bytes: number;
            /**
             * Requested By Id
             * Format: uuid
             */
            requested_by_id: string;
            /**
             * Requested At
             * Format: date-time
             */
            requested_at: string;
            /** Completed At */
            completed_at: string | null;
            /** Vectors Deleted */
            vectors_deleted: number;
            /** Chunks Deleted */
            chunks_deleted: number;
            /** Files Deleted */
            files_deleted: number;
        };
        /**
         * DependencyOut
         * @description One thing that we need.
         */
        DependencyOut: {
            /** Name */
            name: string;
            /**
             * Status
             * @enum {string}
             */
            status: "up" | "down" | "disabled";
            /** Latency Ms */
            latency_ms: number | null;
            /** Message */
            message: string;
        };
        /**
         * DeploymentConfig
         * @description How answers are made.
         *
         *     `retrieval` stands over the settings of the knowledge base, where there is exactly one, and
         *     over the defaults where there are several. Unless it says otherwise, 4 passages are read:
         *     small models on a CPU take long over more.
         *
         *     After the first answer of a conversation its model may give it a title (`titles`), and sum up
         *     the turns that its prompts have no room for (`summaries`). Unless it is said, models of other
         *     machines do so and the local one does not: the next question would wait for it.
         */
        DeploymentConfig: {
            /**
             * @default {
             *       "top_k": 4
             *     }
             */
            retrieval: components["schemas"]["RetrievalOverrides"];
            /**
             * Temperature
             * @default 0.1
             */
            temperature: number;
            /**
             * Max Tokens
             * @default 512
             */
            max_tokens: number;
            /** Titles */
            titles?: boolean | null;
            /** Summaries */
            summaries?: boolean | null;
        };
        /**
         * DeploymentCreate
         * @description A new deployment; without a project it goes to the caller's default one.
         *
         *     A prompt template takes the place of the system prompt: `prompt_template_version` of it, or
         *     the latest there is now.
         */
        DeploymentCreate: {
            /** Project Id */
            project_id?: string | null;
            /** Name */
            name: string;
            /**
             * Description
             * @default
             */
            description: string;
            /**
             * Model Id
             * Format: uuid
             */
            model_id: string;
            /**
             * Knowledge Base Ids
             * @default []
             */
            knowledge_base_ids: string[];
            /**
             * System Prompt
             * @default
             */
            system_prompt: string;
            /** Prompt Template Id */
            prompt_template_id?: string | null;
            /** Prompt Template Version */
            prompt_template_version?: number | null;
            /**
             * Memory Turns
             * @default 4
             */
            memory_turns: number;
            /**
             * @default {
             *       "retrieval": {
             *         "top_k": 4
             *       },
             *       "temperature": 0.1,
             *       "max_tokens": 512
             *     }
             */
            config: components["schemas"]["DeploymentConfig"];
            /** Note */
            note?: string | null;
        };
        /**
         * DeploymentOut
         * @description A deployment. `role` is the caller's in its project, null where it is only shared.
         *
         *     How it answers is told of its live version, whose number `version` is. `retrieval` is what
         *     holds, with the layers below `config.retrieval`.
         *
         *     `slug` is its name as a model under `/v1`; it stays when the deployment is renamed.
         *
         *     Guests it is shared with see neither its prompt nor its knowledge bases, nor a candidate.
         */
        DeploymentOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Project Id
             * Format: uuid
             */
            project_id: string;
            /** Project Name */
            project_name: string;
            role: components["schemas"]["ProjectRole"] | null;
            /** Name */
            name: string;
            /** Slug */
            slug: string;
            /** Description */
            description: string;
            /**
             * Model Id
             * Format: uuid
             */
            model_id: string;
            /** Model Name */
            model_name: string;
            /** Knowledge Base Ids */
            knowledge_base_ids: string[];
            /** Knowledge Bases */
            knowledge_bases: components["schemas"]["NamedReference"][];
            /** System Prompt */
            system_prompt: string;
            prompt_template: components["schemas"]["TemplateReference"] | null;
            /** Memory Turns */
            memory_turns: number;
            config: components["schemas"]["DeploymentConfig"];
            retrieval: components["schemas"]["RetrievalProfile"];
            /** Version */
            version: number;
            /** Latest Version */
            latest_version: number;
            live: components["schemas"]["VersionSummary"];
            candidate: components["schemas"]["CandidateOut"] | null;
            sharing: components["schemas"]["SharingOut"];
            /**
             * Created By Id
             * Format: uuid
             */
            created_by_id: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * DeploymentUpdate
         * @description Changes. Another way to answer is a new version, `note` says why.
         *
         *     It is what `base_version`, without one the live version, is with these changes, and is live at
         *     once unless `publish` is false. A null `prompt_template_id` takes the template away.
         */
        DeploymentUpdate: {
            /** Name */
            name?: string | null;
            /** Description */
            description?: string | null;
            /** Model Id */
            model_id?: string | null;
            /** Knowledge Base Ids */
            knowledge_base_ids?: string[] | null;
            /** System Prompt */
            system_prompt?: string | null;
            /** Prompt Template Id */
            prompt_template_id?: string | null;
            /** Prompt Template Version */
            prompt_template_version?: number | null;
            /** Memory Turns */
            memory_turns?: number | null;
            config?: components["schemas"]["DeploymentConfig"] | null;
            /** Note */
            note?: string | null;
            /** Base Version */
            base_version?: number | null;
            /** Publish */
            publish?: boolean | null;
        };
        /**
         * DeploymentVersionOut
         * @description A version; it never changes.
         *
         *     `percent` of the conversations are answered by it. `prompt` is the text of its template or its
         *     system prompt. It cannot answer any more where `model_available` is false, or a knowledge base
         *     is not available; `retrieval` is what holds with the settings of today.
         */
        DeploymentVersionOut: {
            /** Number */
            number: number;
            /** Note */
            note: string;
            /**
             * Created By Id
             * Format: uuid
             */
            created_by_id: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Id
             * Format: uuid
             */
            id: string;
            created_by: components["schemas"]["UserReference"];
            /** Is Live */
            is_live: boolean;
            /** Percent */
            percent: number;
            /**
             * Model Id
             * Format: uuid
             */
            model_id: string;
            /** Model Name */
            model_name: string;
            /** Model Available */
            model_available: boolean;
            /** Knowledge Bases */
            knowledge_bases: components["schemas"]["SearchedReference"][];
            prompt_template: components["schemas"]["TemplateReference"] | null;
            /** Prompt */
            prompt: string;
            /** Memory Turns */
            memory_turns: number;
            config: components["schemas"]["DeploymentConfig"];
            retrieval: components["schemas"]["RetrievalProfile"];
        };
        /**
         * DiffOut
         * @description Two runs side by side: `b` against `a`, question by question, the largest losses first.
         *
         *     `reasons` say why the runs are not comparable, or only with care.
         */
        DiffOut: {
            a: components["schemas"]["EvaluationRunOut"];
            b: components["schemas"]["EvaluationRunOut"];
            /** Comparable */
            comparable: boolean;
            /** Reasons */
            reasons: string[];
            /** By */
            by: string;
            /** Metrics */
            metrics: components["schemas"]["MetricDifference"][];
            /** Questions */
            questions: components["schemas"]["QuestionDifference"][];
            /** Better */
            better: number;
            /** Worse */
            worse: number;
            /** Same */
            same: number;
        };
        /**
         * DiscoverRequest
         * @description An endpoint to be asked what it serves. Its key is used for that and not kept.
         */
        DiscoverRequest: {
            /**
             * Provider
             * @enum {string}
             */
            provider: "openai" | "vllm" | "ollama" | "anthropic" | "custom";
            /** Endpoint Url */
            endpoint_url?: string | null;
            /** Api Key */
            api_key?: string | null;
        };
        /**
         * DocumentOut
         * @description A document and where its ingest stands. No group in `restricted_to`: no restriction.
         *
         *     `config` is what its next ingest goes by; `overrides` and `preset_id` are its own part in it.
         *     `language` is told from its beginning (ISO 639-1), `null` where that is not clear.
         */
        DocumentOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Knowledge Base Id
             * Format: uuid
             */
            knowledge_base_id: string;
            /**
             * Created By Id
             * Format: uuid
             */
            created_by_id: string;
            /** Name */
            name: string;
            /** Restricted To */
            restricted_to: components["schemas"]["NamedReference"][];
            /** Media Type */
            media_type: string;
            /** Language */
            language: string | null;
            /**
             * Source Type
             * @enum {string}
             */
            source_type: "upload" | "url";
            /** Source Url */
            source_url: string | null;
            /** Size Bytes */
            size_bytes: number;
            /** Content Sha256 */
            content_sha256: string;
            status: components["schemas"]["DocumentStatus"];
            error: components["schemas"]["Problem"] | null;
            /** Problems */
            problems: components["schemas"]["PartProblemOut"][];
            /** Original Kept */
            original_kept: boolean;
            /** Page Count */
            page_count: number | null;
            /** Chunk Count */
            chunk_count: number;
            config: components["schemas"]["KnowledgeBaseConfig"];
            overrides: components["schemas"]["ConfigOverrides"];
            /** Preset Id */
            preset_id: string | null;
            progress: components["schemas"]["Progress"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Completed At */
            completed_at: string | null;
        };
        /**
         * DocumentRestriction
         * @description The groups that may read a document; none lifts the restriction.
         */
        DocumentRestriction: {
            /** Group Ids */
            group_ids: string[];
        };
        /**
         * DocumentStatus
         * @description Where a document stands.
         * @enum {string}
         */
        DocumentStatus: "pending" | "processing" | "completed" | "failed" | "cancelled";
        /**
         * DocumentTextOut
         * @description A slice of the extracted text.
         */
        DocumentTextOut: {
            /**
             * Document Id
             * Format: uuid
             */
            document_id: string;
            /** Text */
            text: string;
            /** Start */
            start: number;
            /** End */
            end: number;
            /** Total Chars */
            total_chars: number;
            /** Pages */
            pages: components["schemas"]["PageSpan"][];
        };
        /**
         * DocumentUpdate
         * @description A new name, or how the document's next ingest is to cut it.
         *
         *     `config` replaces all that the document decided itself; `preset_id: null` takes its preset
         *     away.
         */
        DocumentUpdate: {
            /** Name */
            name?: string | null;
            /** Preset Id */
            preset_id?: string | null;
            config?: components["schemas"]["ConfigOverrides"] | null;
        };
        /**
         * EmbeddingConfig
         * @description Facts of an embedding model. `max_tokens` is how much of a passage it reads.
         *
         *     The prefixes are put before questions and passages, blanks at their ends included.
         */
        EmbeddingConfig: {
            /** Dimension */
            dimension: number;
            /**
             * Max Tokens
             * @default 512
             */
            max_tokens: number;
            /**
             * Query Prefix
             * @default
             */
            query_prefix: string;
            /**
             * Passage Prefix
             * @default
             */
            passage_prefix: string;
        };
        /**
         * EmbeddingModelOut
         * @description An embedding model that a knowledge base can choose by its `name`.
         *
         *     A registered model's name is its id. `problem` says why it is not ready and what helps.
         */
        EmbeddingModelOut: {
            /** Name */
            name: string;
            /** Title */
            title: string;
            /** Provider */
            provider: string;
            /** Registered Model Id */
            registered_model_id: string | null;
            /** Dimension */
            dimension: number;
            /** Max Tokens */
            max_tokens: number;
            /** Query Prefix */
            query_prefix: string;
            /** Passage Prefix */
            passage_prefix: string;
            /** Licence */
            licence: string | null;
            /** Ready */
            ready: boolean;
            problem: components["schemas"]["Problem"] | null;
        };
        /**
         * EmbeddingModelsOut
         * @description Every embedding model; `default` is what a knowledge base gets that chooses none.
         */
        EmbeddingModelsOut: {
            /** Items */
            items: components["schemas"]["EmbeddingModelOut"][];
            /** Default */
            default: string;
        };
        /**
         * EmbeddingOut
         * @description A unit vector: numbers, or base64 of little-endian 32-bit floats.
         */
        EmbeddingOut: {
            /**
             * Object
             * @default embedding
             * @constant
             */
            object: "embedding";
            /** Index */
            index: number;
            /** Embedding */
            embedding: number[] | string;
        };
        /**
         * EmbeddingRequest
         * @description Texts to embed, exactly as they are: prefixes that a model wants are the caller's.
         */
        EmbeddingRequest: {
            /** Model */
            model: string;
            /** Input */
            input: string | string[];
            /** Encoding Format */
            encoding_format?: ("float" | "base64") | null;
            /** Dimensions */
            dimensions?: number | null;
        };
        /**
         * EmbeddingUsage
         * @description Tokens of the texts.
         */
        EmbeddingUsage: {
            /** Prompt Tokens */
            prompt_tokens: number;
            /** Total Tokens */
            total_tokens: number;
        };
        /**
         * Embeddings
         * @description One vector for each text, in order.
         */
        Embeddings: {
            /**
             * Object
             * @default list
             * @constant
             */
            object: "list";
            /** Data */
            data: components["schemas"]["EmbeddingOut"][];
            /** Model */
            model: string;
            usage: components["schemas"]["EmbeddingUsage"];
        };
        /**
         * ErrorBody
         * @description Every error looks like this. `details.remedy`, when there, says what to do.
         */
        ErrorBody: {
            /**
             * Code
             * @example not_found
             */
            code: string;
            /** Message */
            message: string;
            /**
             * Details
             * @default {}
             */
            details: {
                [key: string]: unknown;
            };
            /** Request Id */
            request_id: string;
        };
        /**
         * EvaluationFigures
         * @description The latest complete run of a question set with a version.
         */
        EvaluationFigures: {
            /**
             * Run Id
             * Format: uuid
             */
            run_id: string;
            /**
             * Question Set Id
             * Format: uuid
             */
            question_set_id: string;
            /** Question Set Name */
            question_set_name: string;
            /** Question Set Version */
            question_set_version: number;
            /** Finished At */
            finished_at: string | null;
            /** Metrics */
            metrics: components["schemas"]["Metric"][];
        };
        /**
         * EvaluationRunOut
         * @description A run with its configuration, which is all that it takes to repeat it.
         *
         *     `index_states` are those that it began with. `differences` say in words what was not as it
         *     should be for an exact repetition: an index that changed, a document that was missing.
         */
        EvaluationRunOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /**
             * Question Set Id
             * Format: uuid
             */
            question_set_id: string;
            /** Question Set Name */
            question_set_name: string;
            /** Version */
            version: number;
            /**
             * Project Id
             * Format: uuid
             */
            project_id: string;
            /**
             * Knowledge Base Id
             * Format: uuid
             */
            knowledge_base_id: string;
            /** Deployment Id */
            deployment_id: string | null;
            /** Deployment Name */
            deployment_name: string | null;
            /** Deployment Version */
            deployment_version: number | null;
            /** Check Answers */
            check_answers: boolean;
            profile: components["schemas"]["RetrievalProfile"];
            /** Index States */
            index_states: components["schemas"]["IndexState"][];
            /** Seed */
            seed: number;
            status: components["schemas"]["RunStatus"];
            progress: components["schemas"]["RunProgress"];
            /** Metrics */
            metrics: components["schemas"]["Metric"][];
            /** Differences */
            differences: string[];
            error: components["schemas"]["Problem"] | null;
            /** Repeats Run Id */
            repeats_run_id: string | null;
            /** Job Id */
            job_id: string | null;
            /**
             * Created By Id
             * Format: uuid
             */
            created_by_id: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Finished At */
            finished_at: string | null;
        };
        /**
         * ExchangeOut
         * @description A question with its answer.
         */
        ExchangeOut: {
            question: components["schemas"]["MessageOut"];
            answer: components["schemas"]["MessageOut"];
        };
        /**
         * FeedbackOut
         * @description What the reader thinks of an answer.
         */
        FeedbackOut: {
            /**
             * Rating
             * @enum {integer}
             */
            rating: -1 | 1;
            /** Comment */
            comment: string;
        };
        /**
         * FeedbackRequest
         * @description What you think of an answer: 1 is good, -1 is bad.
         */
        FeedbackRequest: {
            /**
             * Rating
             * @enum {integer}
             */
            rating: -1 | 1;
            /**
             * Comment
             * @default
             */
            comment: string;
        };
        /**
         * FieldChange
         * @description A setting that differs, by its path such as `config.temperature`, as text.
         */
        FieldChange: {
            /** Field */
            field: string;
            /** A */
            a: string;
            /** B */
            b: string;
        };
        /**
         * Finding
         * @description One difference. `mended` says what was done; without it, it is only reported.
         */
        Finding: {
            kind: components["schemas"]["FindingKind"];
            /**
             * Document Id
             * Format: uuid
             */
            document_id: string;
            /** Mended */
            mended: string | null;
        };
        /**
         * FindingKind
         * @description What was found.
         * @enum {string}
         */
        FindingKind: "stuck" | "vectors_missing" | "vectors_left_over" | "unknown_vectors" | "unknown_files" | "original_missing";
        /**
         * FirstBadRow
         * @description Where the chain breaks. `id` is null when the row is not there any more.
         */
        FirstBadRow: {
            /** Sequence */
            sequence: number;
            /** Id */
            id: string | null;
            /**
             * Reason
             * @enum {string}
             */
            reason: "changed" | "missing" | "not_linked";
            /** Message */
            message: string;
        };
        /**
         * FunctionCallIn
         * @description Which function, and its arguments as JSON text.
         */
        FunctionCallIn: {
            /** Name */
            name: string;
            /**
             * Arguments
             * @default
             */
            arguments: string;
        };
        /**
         * FunctionCallOut
         * @description Which function, and its arguments as the model wrote them: JSON text.
         */
        FunctionCallOut: {
            /** Name */
            name: string;
            /** Arguments */
            arguments: string;
        };
        /**
         * FunctionIn
         * @description What can be called; `parameters` is a JSON schema.
         */
        FunctionIn: {
            /** Name */
            name: string;
            /** Description */
            description?: string | null;
            /** Parameters */
            parameters?: {
                [key: string]: unknown;
            } | null;
        };
        /**
         * GenerateRequest
         * @description Questions to be made by a model out of random passages, each with its passage as gold.
         *
         *     Without a model, the installation's own. With `keep`, the new version also has the questions
         *     of the latest one. The same `seed` chooses the same passages.
         */
        GenerateRequest: {
            /** Count */
            count: number;
            /** Model Id */
            model_id?: string | null;
            /**
             * Keep
             * @default true
             */
            keep: boolean;
            /** Seed */
            seed?: number | null;
        };
        /**
         * GenerationOut
         * @description The generation of questions that waits or runs, or that failed last.
         */
        GenerationOut: {
            /**
             * Job Id
             * Format: uuid
             */
            job_id: string;
            /** Status */
            status: string;
            /** Percent */
            percent: number;
            /** Eta Seconds */
            eta_seconds: number | null;
            error: components["schemas"]["Problem"] | null;
        };
        /**
         * Gold
         * @description Where an answer stands: a document by id or by name, or a span of its characters.
         *
         *     `grade` is how well it answers, from 1 (a little) to 4 (completely). A document that has been
         *     replaced by another one of the same name is followed by name.
         */
        Gold: {
            /** Document Id */
            document_id?: string | null;
            /** Document Name */
            document_name?: string | null;
            /** Char Start */
            char_start?: number | null;
            /** Char End */
            char_end?: number | null;
            /**
             * Grade
             * @default 1
             */
            grade: number;
        };
        /**
         * GroupCreate
         * @description A new group.
         */
        GroupCreate: {
            /** Name */
            name: string;
            /**
             * Description
             * @default
             */
            description: string;
        };
        /**
         * GroupMemberAdd
         * @description A user, by address or id.
         */
        GroupMemberAdd: {
            /** Email */
            email?: string | null;
            /** User Id */
            user_id?: string | null;
        };
        /**
         * GroupOut
         * @description A group. `is_member` says whether the caller is in it.
         */
        GroupOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Description */
            description: string;
            /** Member Count */
            member_count: number;
            /** Is Member */
            is_member: boolean;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * GroupUpdate
         * @description Changes; absent fields stay.
         */
        GroupUpdate: {
            /** Name */
            name?: string | null;
            /** Description */
            description?: string | null;
        };
        /**
         * HealthOut
         * @description The process answers.
         */
        HealthOut: {
            /**
             * Status
             * @default ok
             * @constant
             */
            status: "ok";
            /** Version */
            version: string;
        };
        /**
         * HitScores
         * @description What each ranking said of a passage; null where it was not in it.
         *
         *     `dense` is the cosine similarity, `keyword` the BM25 score of the words, `fused` the sum of
         *     both by rank, `rerank` the score of the rerank model.
         */
        HitScores: {
            dense: components["schemas"]["ListScore"] | null;
            keyword: components["schemas"]["ListScore"] | null;
            fused: components["schemas"]["ListScore"];
            rerank: components["schemas"]["ListScore"] | null;
        };
        /**
         * Icon
         * @description Pictures to tell projects apart by.
         * @enum {string}
         */
        Icon: "folder" | "book" | "briefcase" | "building" | "code" | "flask" | "globe" | "graduation" | "heart" | "landmark" | "rocket" | "scale" | "shield" | "ship" | "users" | "wrench";
        /**
         * IndexCreate
         * @description Another embedding model for what is there. Without prefixes, the model's own are used.
         */
        IndexCreate: {
            /** Embedding Model */
            embedding_model: string;
            /** Query Prefix */
            query_prefix?: string | null;
            /** Passage Prefix */
            passage_prefix?: string | null;
        };
        /**
         * IndexOut
         * @description An index of a knowledge base: its vectors by one embedding model.
         *
         *     Prefixes of `null` are the model's own. Documents and chunks are counted that the caller may
         *     read. `progress` is `null` while nothing is being built.
         */
        IndexOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Knowledge Base Id
             * Format: uuid
             */
            knowledge_base_id: string;
            /** Embedding Model */
            embedding_model: string;
            /** Embedding Model Title */
            embedding_model_title: string;
            /** Dimension */
            dimension: number;
            /** Query Prefix */
            query_prefix: string | null;
            /** Passage Prefix */
            passage_prefix: string | null;
            /** Collection */
            collection: string;
            status: components["schemas"]["IndexStatus"];
            error: components["schemas"]["Problem"] | null;
            progress: components["schemas"]["IndexProgress"] | null;
            /** Documents Total */
            documents_total: number;
            /** Documents Indexed */
            documents_indexed: number;
            /** Chunks Total */
            chunks_total: number;
            /** Chunks Indexed */
            chunks_indexed: number;
            /**
             * Created By Id
             * Format: uuid
             */
            created_by_id: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
            /** Activated At */
            activated_at: string | null;
        };
        /**
         * IndexProgress
         * @description How far the build that is queued or running is.
         */
        IndexProgress: {
            /**
             * Stage
             * @enum {string}
             */
            stage: "queued" | "embedding";
            /** Percent */
            percent: number;
            /** Attempt */
            attempt: number;
        };
        /**
         * IndexState
         * @description What was searched. `state` changes exactly when what a search can find changes.
         *
         *     Documents and chunks are counted that the caller may read. A `layout` of 1 is an index from
         *     before there were keywords: it is searched by meaning only until it has been rebuilt.
         */
        IndexState: {
            /**
             * Knowledge Base Id
             * Format: uuid
             */
            knowledge_base_id: string;
            /**
             * Index Id
             * Format: uuid
             */
            index_id: string;
            /** Embedding Model */
            embedding_model: string;
            /** Layout */
            layout: number;
            /** Documents */
            documents: number;
            /** Chunks */
            chunks: number;
            /** State */
            state: string;
        };
        /**
         * IndexStatus
         * @description Where an index stands. Searches use the live one; the others wait beside it.
         * @enum {string}
         */
        IndexStatus: "building" | "ready" | "live" | "retired" | "failed" | "cancelled";
        /**
         * IndexesOut
         * @description The indexes of a knowledge base, the oldest first.
         */
        IndexesOut: {
            /** Items */
            items: components["schemas"]["IndexOut"][];
        };
        /**
         * InvitationOut
         * @description A fresh link to choose a password; earlier ones are void.
         */
        InvitationOut: {
            /** Invitation Link */
            invitation_link: string;
            /** Mail Sent */
            mail_sent: boolean;
        };
        /**
         * InvitedOut
         * @description The new account, and the link to hand over if the mail does not arrive.
         */
        InvitedOut: {
            user: components["schemas"]["UserAdminOut"];
            /** Invitation Link */
            invitation_link: string;
            /** Mail Sent */
            mail_sent: boolean;
        };
        /**
         * JobCounts
         * @description Jobs of a kind by status.
         */
        JobCounts: {
            /** Kind */
            kind: string;
            /**
             * Queued
             * @default 0
             */
            queued: number;
            /**
             * Running
             * @default 0
             */
            running: number;
            /**
             * Completed
             * @default 0
             */
            completed: number;
            /**
             * Failed
             * @default 0
             */
            failed: number;
            /**
             * Cancelled
             * @default 0
             */
            cancelled: number;
        };
        /**
         * JobOut
         * @description A job. `project` and `subject_name` are `null` when what they name is gone.
         *
         *     `queue_position` is 1 for the next; `eta_seconds` is until its end, `null` while unknown.
         */
        JobOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            status: components["schemas"]["JobStatus"];
            project: components["schemas"]["NamedReference"] | null;
            /**
             * Subject Id
             * Format: uuid
             */
            subject_id: string;
            /** Subject Name */
            subject_name: string | null;
            /** Knowledge Base Id */
            knowledge_base_id: string | null;
            /** Stage */
            stage: string;
            /** Percent */
            percent: number;
            /** Attempt */
            attempt: number;
            /** Worker */
            worker: string | null;
            /** Cancel Requested */
            cancel_requested: boolean;
            error: components["schemas"]["Problem"] | null;
            /** Queue Position */
            queue_position: number | null;
            /** Eta Seconds */
            eta_seconds: number | null;
            /** Can Retry */
            can_retry: boolean;
            /** Can Cancel */
            can_cancel: boolean;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Available At
             * Format: date-time
             */
            available_at: string;
            /** Started At */
            started_at: string | null;
            /** Lease Expires At */
            lease_expires_at: string | null;
            /** Finished At */
            finished_at: string | null;
        };
        /**
         * JobStatus
         * @description Where a job stands.
         * @enum {string}
         */
        JobStatus: "queued" | "running" | "completed" | "failed" | "cancelled";
        /**
         * JobSummary
         * @description The board at a glance. Waits are in seconds, `null` when nothing waits.
         */
        JobSummary: {
            /** Kinds */
            kinds: components["schemas"]["JobCounts"][];
            /** Oldest Wait Seconds */
            oldest_wait_seconds: number | null;
            /** Completed Last Hour */
            completed_last_hour: number;
            /** Failed Last Hour */
            failed_last_hour: number;
            /** Workers */
            workers: components["schemas"]["WorkerOut"][];
        };
        /**
         * JsonSchema
         * @description A JSON schema that the answer has to follow.
         */
        JsonSchema: {
            /**
             * Name
             * @default answer
             */
            name: string;
            /**
             * Schema
             * @default {}
             */
            schema: {
                [key: string]: unknown;
            };
            /** Strict */
            strict?: boolean | null;
        };
        /**
         * KeyScope
         * @description What the owner of an API key lends to it.
         * @enum {string}
         */
        KeyScope: "chat" | "search" | "ingest" | "read" | "manage";
        /**
         * KindUsage
         * @description One kind of call.
         */
        KindUsage: {
            /**
             * Requests
             * @default 0
             */
            requests: number;
            /**
             * Prompt Tokens
             * @default 0
             */
            prompt_tokens: number;
            /**
             * Completion Tokens
             * @default 0
             */
            completion_tokens: number;
            kind: components["schemas"]["UsageKind"];
        };
        /**
         * KnowledgeBaseConfig
         * @description How documents are cut, embedded and retrieved, all layers together.
         *
         *     Sizes are tokens of the embedding model. `parent_size` is how long the larger passages of the
         *     strategy `parent_child` are. A prefix that is null is the model's own.
         */
        KnowledgeBaseConfig: {
            chunk_strategy: components["schemas"]["ChunkStrategy"];
            /** Chunk Size */
            chunk_size: number;
            /** Chunk Overlap */
            chunk_overlap: number;
            /** Parent Size */
            parent_size: number;
            /** Embedding Model */
            embedding_model: string;
            /** Query Prefix */
            query_prefix: string | null;
            /** Passage Prefix */
            passage_prefix: string | null;
            retrieval: components["schemas"]["RetrievalProfile"];
        };
        /**
         * KnowledgeBaseCreate
         * @description A new knowledge base; without a project it goes to the caller's default one.
         */
        KnowledgeBaseCreate: {
            /** Project Id */
            project_id?: string | null;
            /** Name */
            name: string;
            /**
             * Description
             * @default
             */
            description: string;
            /** Preset Id */
            preset_id?: string | null;
            /** @default {} */
            config: components["schemas"]["ConfigOverrides"];
        };
        /**
         * KnowledgeBaseOut
         * @description A knowledge base with what is in it. `role` is the caller's in its project.
         *
         *     `config` is what holds for it; `overrides` is what it decides itself, over its preset.
         */
        KnowledgeBaseOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Project Id
             * Format: uuid
             */
            project_id: string;
            /** Project Name */
            project_name: string;
            role: components["schemas"]["ProjectRole"] | null;
            /** Name */
            name: string;
            /** Description */
            description: string;
            config: components["schemas"]["KnowledgeBaseConfig"];
            overrides: components["schemas"]["ConfigOverrides"];
            /** Preset Id */
            preset_id: string | null;
            /** Embedding Dimension */
            embedding_dimension: number;
            /** Qdrant Collection Name */
            qdrant_collection_name: string;
            /** Document Count */
            document_count: number;
            /** Chunk Count */
            chunk_count: number;
            /** Size Bytes */
            size_bytes: number;
            status_counts: components["schemas"]["StatusCounts"];
            /**
             * Created By Id
             * Format: uuid
             */
            created_by_id: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * KnowledgeBaseUpdate
         * @description Changes. Preset and configuration apply to documents ingested from now on.
         *
         *     `config` replaces all that the knowledge base decided itself; `preset_id: null` takes the
         *     preset away.
         */
        KnowledgeBaseUpdate: {
            /** Name */
            name?: string | null;
            /** Description */
            description?: string | null;
            /** Preset Id */
            preset_id?: string | null;
            config?: components["schemas"]["ConfigOverrides"] | null;
        };
        /**
         * LineBoxOut
         * @description A line of text on its page: shares of the page's width and height, from the top left.
         */
        LineBoxOut: {
            /** Page */
            page: number;
            /** Left */
            left: number;
            /** Top */
            top: number;
            /** Right */
            right: number;
            /** Bottom */
            bottom: number;
        };
        /**
         * ListScore
         * @description A place in a ranking, 1 for the best, and the score there.
         */
        ListScore: {
            /** Rank */
            rank: number;
            /** Score */
            score: number;
        };
        /**
         * LoginRequest
         * @description Credentials. `return_refresh_token` is for clients that keep no cookies.
         */
        LoginRequest: {
            /** Email */
            email: string;
            /** Password */
            password: string;
            /**
             * Return Refresh Token
             * @default false
             */
            return_refresh_token: boolean;
        };
        /**
         * MatchSpan
         * @description Characters `start` to `end` of a passage's text that match a word of the query.
         */
        MatchSpan: {
            /** Start */
            start: number;
            /** End */
            end: number;
        };
        /**
         * MemberAdd
         * @description A user, by address or id, or a group, with a role.
         */
        MemberAdd: {
            /** Email */
            email?: string | null;
            /** User Id */
            user_id?: string | null;
            /** Group Id */
            group_id?: string | null;
            role: components["schemas"]["ProjectRole"];
        };
        /**
         * MemberOut
         * @description A user or a group in a project. The platform role is the ceiling of what a user may do.
         */
        MemberOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            role: components["schemas"]["ProjectRole"];
            user: components["schemas"]["UserReference"] | null;
            group: components["schemas"]["NamedReference"] | null;
            platform_role: components["schemas"]["Role"] | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * MemberUpdate
         * @description Another role.
         */
        MemberUpdate: {
            role: components["schemas"]["ProjectRole"];
        };
        /**
         * MessageIn
         * @description One turn of the conversation.
         */
        MessageIn: {
            /**
             * Role
             * @enum {string}
             */
            role: "system" | "developer" | "user" | "assistant" | "tool";
            /** Content */
            content?: string | components["schemas"]["TextPart"][] | null;
            /** Tool Calls */
            tool_calls?: components["schemas"]["ToolCallIn"][] | null;
            /** Tool Call Id */
            tool_call_id?: string | null;
        };
        /**
         * MessageOut
         * @description A question or an answer.
         *
         *     `unsupported` are the sentences of an answer that no passage supports, and `grounding` is what
         *     that makes of it: `not_in_documents` where it says that the documents do not tell. It is null
         *     where nothing was to be checked.
         *
         *     `parent_id` is the message that it follows. `siblings` are the messages that follow the same
         *     one, this one included, in the order in which they were written. `model_id` is the model
         *     that was to write an answer, `version` that of the deployment.
         */
        MessageOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Session Id
             * Format: uuid
             */
            session_id: string;
            /** Reply To Id */
            reply_to_id: string | null;
            /** Parent Id */
            parent_id: string | null;
            /** Siblings */
            siblings: string[];
            /** Model Id */
            model_id: string | null;
            /** Version */
            version?: number | null;
            feedback: components["schemas"]["FeedbackOut"] | null;
            /**
             * Role
             * @enum {string}
             */
            role: "user" | "assistant";
            /** Content */
            content: string;
            status: components["schemas"]["MessageStatus"];
            error: components["schemas"]["Problem"] | null;
            /** Citations */
            citations: components["schemas"]["Citation"][];
            /**
             * Unsupported
             * @default []
             */
            unsupported: components["schemas"]["UnsupportedSpan"][];
            /** Grounding */
            grounding?: ("supported" | "partly" | "unsupported" | "not_in_documents") | null;
            usage: components["schemas"]["Usage"] | null;
            timings: components["schemas"]["Timings"] | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * MessageStatus
         * @description Where a message stands. Questions are always complete.
         * @enum {string}
         */
        MessageStatus: "complete" | "streaming" | "interrupted" | "failed";
        /**
         * MeterName
         * @description What a tier limits.
         * @enum {string}
         */
        MeterName: "tokens" | "projects" | "documents" | "requests";
        /**
         * MeterOut
         * @description How much of a limit is used; without a limit there is no `percent`.
         *
         *     `tokens` and `requests` begin anew at `resets_at`: those are this month's and the last
         *     minute's. `warning` comes at 80 percent.
         */
        MeterOut: {
            name: components["schemas"]["MeterName"];
            /** Used */
            used: number;
            /** Limit */
            limit: number | null;
            /** Percent */
            percent: number | null;
            /** Warning */
            warning: boolean;
            /** Resets At */
            resets_at: string | null;
        };
        /**
         * Metric
         * @description A mean over questions, or a percentile, with its 95 % bootstrap interval.
         *
         *     `count` is how many questions it is about.
         */
        Metric: {
            /** Name */
            name: string;
            /** Value */
            value: number;
            /** Low */
            low: number;
            /** High */
            high: number;
            /** Count */
            count: number;
        };
        /**
         * MetricDifference
         * @description A metric of two runs over the questions of both.
         *
         *     `low` and `high` are the 95 % interval of the change by a paired bootstrap; it is significant
         *     when 0 lies outside.
         */
        MetricDifference: {
            /** Name */
            name: string;
            /** A */
            a: number;
            /** B */
            b: number;
            /** Change */
            change: number;
            /** Low */
            low: number;
            /** High */
            high: number;
            /** Significant */
            significant: boolean;
        };
        /**
         * ModelCard
         * @description A deployment, as a model. `name` is for people and may change, `id` stays.
         */
        ModelCard: {
            /** Id */
            id: string;
            /**
             * Object
             * @default model
             * @constant
             */
            object: "model";
            /** Created */
            created: number;
            /** Owned By */
            owned_by: string;
            /** Name */
            name: string;
            /** Description */
            description: string;
        };
        /**
         * ModelCards
         * @description The deployments that the caller may use.
         */
        ModelCards: {
            /**
             * Object
             * @default list
             * @constant
             */
            object: "list";
            /** Data */
            data: components["schemas"]["ModelCard"][];
        };
        /**
         * ModelCreate
         * @description A model to register. Without `endpoint_url` the provider's configured address is used.
         *
         *     An embedding model needs `config`, one that answers may have one, a reranker has none.
         *
         *     `max_concurrent` bounds how many answers it writes at once, `fallback_model_id` names the
         *     model that answers instead when it fails before its first word: for models that answer.
         */
        ModelCreate: {
            /** Name */
            name: string;
            /**
             * Description
             * @default
             */
            description: string;
            /**
             * Model Type
             * @default base
             * @enum {string}
             */
            model_type: "base" | "fine_tuned" | "embedding" | "reranker";
            /**
             * Provider
             * @enum {string}
             */
            provider: "openai" | "vllm" | "ollama" | "anthropic" | "custom";
            /** Model Id */
            model_id: string;
            /** Endpoint Url */
            endpoint_url?: string | null;
            /** Api Key */
            api_key?: string | null;
            /** Config */
            config?: components["schemas"]["EmbeddingConfig"] | components["schemas"]["AnsweringConfig"] | null;
            prices?: components["schemas"]["Prices-Input"] | null;
            visibility?: components["schemas"]["VisibilityUpdate"] | null;
            /** Max Concurrent */
            max_concurrent?: number | null;
            timeouts?: components["schemas"]["ModelTimeouts"] | null;
            /** Fallback Model Id */
            fallback_model_id?: string | null;
        };
        /**
         * ModelHealthOut
         * @description Whether the model answers, and how the latest calls by this process went, oldest first.
         *
         *     A model whose `circuit` is `open` has failed several times in a row and is left alone for a
         *     while; `half_open`, one call is let through to see. `waiting` calls wait for their turn.
         */
        ModelHealthOut: {
            /**
             * Status
             * @enum {string}
             */
            status: "up" | "down";
            /** Latency Ms */
            latency_ms: number | null;
            /** Message */
            message: string;
            /**
             * Circuit
             * @default closed
             * @enum {string}
             */
            circuit: "closed" | "open" | "half_open";
            /**
             * Running
             * @default 0
             */
            running: number;
            /**
             * Waiting
             * @default 0
             */
            waiting: number;
            /**
             * History
             * @default []
             */
            history: components["schemas"]["OutcomeOut"][];
        };
        /**
         * ModelOut
         * @description A registered model. Its key is never part of it, only what tells it from others.
         *
         *     A fallback that the caller may not see is not told.
         */
        ModelOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Description */
            description: string;
            /**
             * Model Type
             * @enum {string}
             */
            model_type: "base" | "fine_tuned" | "embedding" | "reranker" | "classifier";
            /**
             * Provider
             * @enum {string}
             */
            provider: "local" | "openai" | "ollama" | "vllm" | "anthropic" | "custom";
            /** Model Id */
            model_id: string;
            /** Endpoint Url */
            endpoint_url: string | null;
            /** Has Api Key */
            has_api_key: boolean;
            /** Api Key Hint */
            api_key_hint: string | null;
            /** Version */
            version: string;
            /** Config */
            config: {
                [key: string]: unknown;
            };
            prices: components["schemas"]["Prices-Output"] | null;
            visibility: components["schemas"]["VisibilityOut"];
            /** Max Concurrent */
            max_concurrent: number | null;
            timeouts: components["schemas"]["ModelTimeouts"];
            /** Fallback Model Id */
            fallback_model_id: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * ModelTestOut
         * @description What the model said.
         */
        ModelTestOut: {
            /** Output */
            output: string;
            /** Latency Ms */
            latency_ms: number;
            /** Prompt Tokens */
            prompt_tokens: number | null;
            /** Completion Tokens */
            completion_tokens: number | null;
            /**
             * Answered By
             * @description The provider's id of the model that answered; a fallback's too
             */
            answered_by?: string | null;
            cost?: components["schemas"]["CostOut"] | null;
        };
        /**
         * ModelTestRequest
         * @description A prompt to try a model with.
         */
        ModelTestRequest: {
            /** Prompt */
            prompt: string;
        };
        /**
         * ModelTimeouts
         * @description The longest waits in seconds; an absent one is the installation's.
         *
         *     `first_token_s` runs until the model says something, `idle_s` between its pieces, and
         *     `total_s` over a whole answer.
         */
        ModelTimeouts: {
            /** First Token S */
            first_token_s?: number | null;
            /** Idle S */
            idle_s?: number | null;
            /** Total S */
            total_s?: number | null;
        };
        /**
         * ModelUpdate
         * @description Changes; absent fields stay. An empty `endpoint_url` or `api_key` removes it, and so does
         *     `null` for `prices`, `max_concurrent`, `timeouts` or `fallback_model_id`.
         *
         *     What an embedding model is stays as long as knowledge bases use it; where it is may change.
         *     Of a model that comes with the installation, only these and `visibility` can be changed.
         */
        ModelUpdate: {
            /** Name */
            name?: string | null;
            /** Description */
            description?: string | null;
            /** Model Type */
            model_type?: ("base" | "fine_tuned") | null;
            /** Provider */
            provider?: ("openai" | "vllm" | "ollama" | "anthropic" | "custom") | null;
            /** Model Id */
            model_id?: string | null;
            /** Endpoint Url */
            endpoint_url?: string | null;
            /** Api Key */
            api_key?: string | null;
            /** Config */
            config?: components["schemas"]["EmbeddingConfig"] | components["schemas"]["AnsweringConfig"] | null;
            prices?: components["schemas"]["Prices-Input"] | null;
            visibility?: components["schemas"]["VisibilityUpdate"] | null;
            /** Max Concurrent */
            max_concurrent?: number | null;
            timeouts?: components["schemas"]["ModelTimeouts"] | null;
            /** Fallback Model Id */
            fallback_model_id?: string | null;
        };
        /**
         * NamedFunction
         * @description The name of a function.
         */
        NamedFunction: {
            /** Name */
            name: string;
        };
        /**
         * NamedReference
         * @description Something by id and name.
         */
        NamedReference: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
        };
        /**
         * NamedTool
         * @description The one tool that has to be called.
         */
        NamedTool: {
            function: components["schemas"]["NamedFunction"];
        };
        /**
         * OfferOut
         * @description A model that an endpoint serves, as far as it tells.
         */
        OfferOut: {
            /** Id */
            id: string;
            /** Owner */
            owner: string | null;
            /** Context Tokens */
            context_tokens: number | null;
        };
        /**
         * OffersOut
         * @description What an endpoint serves, by id.
         */
        OffersOut: {
            /** Items */
            items: components["schemas"]["OfferOut"][];
        };
        /**
         * OpenAIError
         * @description What went wrong, in the words of OpenAI's API.
         */
        OpenAIError: {
            /** Message */
            message: string;
            /** Type */
            type: string;
            /** Param */
            param: string | null;
            /** Code */
            code: string | null;
        };
        /**
         * OpenAIErrorBody
         * @description Every error under `/v1` looks like this; the request id is in `X-Request-Id`.
         */
        OpenAIErrorBody: {
            error: components["schemas"]["OpenAIError"];
        };
        /**
         * Outcome
         * @description How an action ended.
         * @enum {string}
         */
        Outcome: "success" | "denied" | "failed";
        /**
         * OutcomeOut
         * @description How an answer or a check went: the code of its failure, or after how many milliseconds
         *     the first word, or the answer to the check, was there.
         */
        OutcomeOut: {
            /**
             * At
             * Format: date-time
             */
            at: string;
            /**
             * Kind
             * @enum {string}
             */
            kind: "answer" | "check";
            /** Failure */
            failure: string | null;
            /** Ms */
            ms: number | null;
        };
        /**
         * PageSpan
         * @description Where a page lies in the extracted text.
         */
        PageSpan: {
            /** Number */
            number: number;
            /** Start */
            start: number;
            /** End */
            end: number;
        };
        /** Page[ApiKeyOut] */
        Page_ApiKeyOut_: {
            /** Items */
            items: components["schemas"]["ApiKeyOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[AuditLogOut] */
        Page_AuditLogOut_: {
            /** Items */
            items: components["schemas"]["AuditLogOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[CallOut] */
        Page_CallOut_: {
            /** Items */
            items: components["schemas"]["CallOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[ChatSessionOut] */
        Page_ChatSessionOut_: {
            /** Items */
            items: components["schemas"]["ChatSessionOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[ChunkOut] */
        Page_ChunkOut_: {
            /** Items */
            items: components["schemas"]["ChunkOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[DeletionReceiptOut] */
        Page_DeletionReceiptOut_: {
            /** Items */
            items: components["schemas"]["DeletionReceiptOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[DeploymentOut] */
        Page_DeploymentOut_: {
            /** Items */
            items: components["schemas"]["DeploymentOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[DeploymentVersionOut] */
        Page_DeploymentVersionOut_: {
            /** Items */
            items: components["schemas"]["DeploymentVersionOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[DocumentOut] */
        Page_DocumentOut_: {
            /** Items */
            items: components["schemas"]["DocumentOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[EvaluationRunOut] */
        Page_EvaluationRunOut_: {
            /** Items */
            items: components["schemas"]["EvaluationRunOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[GroupOut] */
        Page_GroupOut_: {
            /** Items */
            items: components["schemas"]["GroupOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[JobOut] */
        Page_JobOut_: {
            /** Items */
            items: components["schemas"]["JobOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[KnowledgeBaseOut] */
        Page_KnowledgeBaseOut_: {
            /** Items */
            items: components["schemas"]["KnowledgeBaseOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[MemberOut] */
        Page_MemberOut_: {
            /** Items */
            items: components["schemas"]["MemberOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[MessageOut] */
        Page_MessageOut_: {
            /** Items */
            items: components["schemas"]["MessageOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[ModelOut] */
        Page_ModelOut_: {
            /** Items */
            items: components["schemas"]["ModelOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[ProjectOut] */
        Page_ProjectOut_: {
            /** Items */
            items: components["schemas"]["ProjectOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[PromptTemplateOut] */
        Page_PromptTemplateOut_: {
            /** Items */
            items: components["schemas"]["PromptTemplateOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[PromptTemplateVersionOut] */
        Page_PromptTemplateVersionOut_: {
            /** Items */
            items: components["schemas"]["PromptTemplateVersionOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[QuestionOut] */
        Page_QuestionOut_: {
            /** Items */
            items: components["schemas"]["QuestionOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[QuestionSetOut] */
        Page_QuestionSetOut_: {
            /** Items */
            items: components["schemas"]["QuestionSetOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[QuestionSetVersionOut] */
        Page_QuestionSetVersionOut_: {
            /** Items */
            items: components["schemas"]["QuestionSetVersionOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[RagConfigOut] */
        Page_RagConfigOut_: {
            /** Items */
            items: components["schemas"]["RagConfigOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[ReconciliationOut] */
        Page_ReconciliationOut_: {
            /** Items */
            items: components["schemas"]["ReconciliationOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[ResultOut] */
        Page_ResultOut_: {
            /** Items */
            items: components["schemas"]["ResultOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[SignedInClientOut] */
        Page_SignedInClientOut_: {
            /** Items */
            items: components["schemas"]["SignedInClientOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[TierOut] */
        Page_TierOut_: {
            /** Items */
            items: components["schemas"]["TierOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[UserAdminOut] */
        Page_UserAdminOut_: {
            /** Items */
            items: components["schemas"]["UserAdminOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[UserReference] */
        Page_UserReference_: {
            /** Items */
            items: components["schemas"]["UserReference"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /** Page[UserUsageOut] */
        Page_UserUsageOut_: {
            /** Items */
            items: components["schemas"]["UserUsageOut"][];
            /** Total */
            total: number;
            /** Limit */
            limit: number;
            /** Offset */
            offset: number;
        };
        /**
         * PartProblemOut
         * @description A place in a file that could not be read, while the rest could.
         */
        PartProblemOut: {
            /** Place */
            place: string;
            /** Message */
            message: string;
        };
        /**
         * PasswordChange
         * @description The password as it is and as it shall be.
         */
        PasswordChange: {
            /** Current Password */
            current_password: string;
            /** New Password */
            new_password: string;
        };
        /**
         * PasswordResetConfirm
         * @description The token of the link, and the password to have from now on.
         */
        PasswordResetConfirm: {
            /** Token */
            token: string;
            /** New Password */
            new_password: string;
        };
        /**
         * PasswordResetRequest
         * @description Whose password is forgotten.
         */
        PasswordResetRequest: {
            /** Email */
            email: string;
        };
        /**
         * PasswordResetRequested
         * @description The same answer whether there is such an account or not.
         */
        PasswordResetRequested: {
            /**
             * Message
             * @default If there is an account with this address, a link is on its way to it.
             */
            message: string;
        };
        /**
         * Permission
         * @description What a route asks for.
         * @enum {string}
         */
        Permission: "profile:read" | "account:write" | "api_keys:manage" | "users:manage" | "groups:read" | "groups:manage" | "projects:read" | "projects:write" | "knowledge:list" | "knowledge:read" | "knowledge:search" | "knowledge:ingest" | "knowledge:write" | "models:read" | "models:test" | "models:write" | "deployments:read" | "deployments:write" | "deployments:run" | "chat:use" | "evaluations:read" | "evaluations:write" | "usage:read" | "usage:of_others" | "tiers:manage" | "audit:read" | "events:read" | "jobs:read" | "jobs:manage" | "objects:of_others";
        /**
         * Preferences
         * @description How somebody likes the dashboard.
         */
        Preferences: {
            /**
             * Theme
             * @default system
             * @enum {string}
             */
            theme: "system" | "light" | "dark";
            /** Default Model Id */
            default_model_id?: string | null;
        };
        /**
         * PreviewChunk
         * @description A passage as an ingest would make it. Positions are characters of the previewed text.
         */
        PreviewChunk: {
            /** Ordinal */
            ordinal: number;
            /** Text */
            text: string;
            /** Char Start */
            char_start: number;
            /** Char End */
            char_end: number;
            /** Page */
            page: number | null;
            /** Section */
            section: string | null;
            /** Token Count */
            token_count: number;
            /** Header */
            header: string | null;
            /** Parent Start */
            parent_start: number | null;
            /** Parent End */
            parent_end: number | null;
        };
        /**
         * PreviewOut
         * @description The first passages, with the text they were cut from.
         *
         *     `total_chunks` and `total_tokens` are of all passages of the `previewed_chars` characters
         *     that were cut; the source has `total_chars`.
         */
        PreviewOut: {
            config: components["schemas"]["KnowledgeBaseConfig"];
            /** Text */
            text: string;
            /** Chunks */
            chunks: components["schemas"]["PreviewChunk"][];
            /** Total Chunks */
            total_chunks: number;
            /** Total Tokens */
            total_tokens: number;
            /** Previewed Chars */
            previewed_chars: number;
            /** Total Chars */
            total_chars: number;
        };
        /**
         * PreviewRequest
         * @description A configuration to try, over a preset, on a text or a document. Nothing is stored.
         */
        PreviewRequest: {
            /** Preset Id */
            preset_id?: string | null;
            /** @default {} */
            config: components["schemas"]["ConfigOverrides"];
            /** Text */
            text?: string | null;
            /**
             * Format
             * @description Whether `text` has headings, tables and code in Markdown
             * @default text
             * @enum {string}
             */
            format: "text" | "markdown";
            /** Knowledge Base Id */
            knowledge_base_id?: string | null;
            /** Document Id */
            document_id?: string | null;
        };
        /**
         * Prices
         * @description What a million tokens cost. `currency` is a code of three letters, like EUR.
         */
        "Prices-Input": {
            /** Input Per Million */
            input_per_million: number | string;
            /** Output Per Million */
            output_per_million: number | string;
            /**
             * Currency
             * @default USD
             */
            currency: string;
        };
        /**
         * Prices
         * @description What a million tokens cost. `currency` is a code of three letters, like EUR.
         */
        "Prices-Output": {
            /** Input Per Million */
            input_per_million: string;
            /** Output Per Million */
            output_per_million: string;
            /**
             * Currency
             * @default USD
             */
            currency: string;
        };
        /**
         * Problem
         * @description Why something failed, in words, and what to do about it.
         */
        Problem: {
            /** Code */
            code: string;
            /** Message */
            message: string;
            /** Remedy */
            remedy?: string | null;
        };
        /**
         * ProfileUpdate
         * @description What everybody may change about themselves; absent fields stay.
         */
        ProfileUpdate: {
            /** Full Name */
            full_name?: string | null;
            preferences?: components["schemas"]["Preferences"] | null;
        };
        /**
         * Progress
         * @description How far the ingest is. `queue_position` is 1 for the next in line.
         *
         *     `eta_seconds` is the time until it is done, `null` while that is not known.
         */
        Progress: {
            /**
             * Stage
             * @enum {string}
             */
            stage: "queued" | "parsing" | "chunking" | "embedding" | "indexing" | "done";
            /** Percent */
            percent: number;
            /** Queue Position */
            queue_position: number | null;
            /** Eta Seconds */
            eta_seconds: number | null;
            /** Started At */
            started_at: string | null;
            /** Attempt */
            attempt: number;
        };
        /**
         * ProjectCreate
         * @description A new project.
         */
        ProjectCreate: {
            /** Name */
            name: string;
            /**
             * Description
             * @default
             */
            description: string;
            /** @default folder */
            icon: components["schemas"]["Icon"];
            /** @default grey */
            colour: components["schemas"]["Colour"];
        };
        /**
         * ProjectOut
         * @description A project. `role` is the caller's, null for an administrator who is no member.
         */
        ProjectOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Description */
            description: string;
            icon: components["schemas"]["Icon"];
            colour: components["schemas"]["Colour"];
            /** Is Default */
            is_default: boolean;
            role: components["schemas"]["ProjectRole"] | null;
            /** Archived At */
            archived_at: string | null;
            created_by: components["schemas"]["UserReference"];
            /** Knowledge Base Count */
            knowledge_base_count: number;
            /** Deployment Count */
            deployment_count: number;
            /** Member Count */
            member_count: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * ProjectRole
         * @description What a member may do in one project.
         * @enum {string}
         */
        ProjectRole: "viewer" | "editor" | "owner";
        /**
         * ProjectUpdate
         * @description Changes; absent fields stay.
         */
        ProjectUpdate: {
            /** Name */
            name?: string | null;
            /** Description */
            description?: string | null;
            icon?: components["schemas"]["Icon"] | null;
            colour?: components["schemas"]["Colour"] | null;
        };
        /**
         * PromoteRequest
         * @description What is to search from now on as a run did.
         */
        PromoteRequest: {
            /**
             * Target
             * @enum {string}
             */
            target: "knowledge_base" | "deployment";
            /**
             * Id
             * Format: uuid
             */
            id: string;
        };
        /**
         * PromotedOut
         * @description Where a run's profile is in force now.
         */
        PromotedOut: {
            /**
             * Target
             * @enum {string}
             */
            target: "knowledge_base" | "deployment";
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            profile: components["schemas"]["RetrievalProfile"];
        };
        /**
         * PromptMessageOut
         * @description A message as a model would read it.
         */
        PromptMessageOut: {
            /**
             * Role
             * @enum {string}
             */
            role: "system" | "user" | "assistant";
            /** Content */
            content: string;
        };
        /**
         * PromptPreviewOut
         * @description What a model would read. `tokens` is estimated, rather too many than too few.
         */
        PromptPreviewOut: {
            /** Messages */
            messages: components["schemas"]["PromptMessageOut"][];
            /** Passages */
            passages: components["schemas"]["Citation"][];
            /** Tokens */
            tokens: number;
        };
        /**
         * PromptPreviewRequest
         * @description A question to try a template with.
         *
         *     Without `version` the latest is tried; `content` is tried instead of any of them.
         */
        PromptPreviewRequest: {
            /** Question */
            question: string;
            /**
             * Knowledge Base Ids
             * @default []
             */
            knowledge_base_ids: string[];
            /**
             * History
             * @default []
             */
            history: components["schemas"]["Turn"][];
            /** Version */
            version?: number | null;
            /** Content */
            content?: string | null;
        };
        /**
         * PromptTemplateCreate
         * @description A new template; without a project it goes to the caller's default one.
         *
         *     `{question}` has to stand in `content` once; `{context}`, the passages that were found, and
         *     `{memory}`, the conversation so far, may. What is before the first of them is the system
         *     message. Without `{memory}` the conversation goes to the model as messages. All other braces
         *     stay as they are.
         */
        PromptTemplateCreate: {
            /** Project Id */
            project_id?: string | null;
            /** Name */
            name: string;
            /**
             * Description
             * @default
             */
            description: string;
            /** Content */
            content: string;
            /**
             * Note
             * @default
             */
            note: string;
        };
        /**
         * PromptTemplateDiffOut
         * @description How version `a` of a template became version `b`, in whole lines.
         */
        PromptTemplateDiffOut: {
            /** A */
            a: number;
            /** B */
            b: number;
            /** Content */
            content: components["schemas"]["TextSegment"][];
        };
        /**
         * PromptTemplateOut
         * @description A template. `content` and `variables` are of the latest `version`.
         *
         *     `deployment_count` is how many deployments answer with one of its versions now.
         */
        PromptTemplateOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Project Id
             * Format: uuid
             */
            project_id: string;
            /** Project Name */
            project_name: string;
            role: components["schemas"]["ProjectRole"] | null;
            /** Name */
            name: string;
            /** Description */
            description: string;
            /** Version */
            version: number;
            /** Content */
            content: string;
            /** Variables */
            variables: ("context" | "question" | "memory")[];
            /** Deployment Count */
            deployment_count: number;
            /**
             * Created By Id
             * Format: uuid
             */
            created_by_id: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * PromptTemplateUpdate
         * @description Changes. Another `content` is a new version, `note` says why.
         */
        PromptTemplateUpdate: {
            /** Name */
            name?: string | null;
            /** Description */
            description?: string | null;
            /** Content */
            content?: string | null;
            /**
             * Note
             * @default
             */
            note: string;
        };
        /**
         * PromptTemplateVersionOut
         * @description A version of a template; it never changes.
         */
        PromptTemplateVersionOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Number */
            number: number;
            /** Content */
            content: string;
            /** Variables */
            variables: ("context" | "question" | "memory")[];
            /** Note */
            note: string;
            /**
             * Created By Id
             * Format: uuid
             */
            created_by_id: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * PromptTurn
         * @description One message that the model was given. `content` is null where it is withheld.
         */
        PromptTurn: {
            /** Role */
            role: string;
            /** Content */
            content: string | null;
        };
        /**
         * QuestionDifference
         * @description A question in two runs; `change` is of the metric that the comparison is by.
         */
        QuestionDifference: {
            question: components["schemas"]["QuestionOut"];
            /** A */
            a: {
                [key: string]: number;
            };
            /** B */
            b: {
                [key: string]: number;
            };
            /** Change */
            change: number;
            /**
             * Verdict
             * @enum {string}
             */
            verdict: "better" | "worse" | "same";
        };
        /**
         * QuestionIn
         * @description A question, with where its answer stands, what the answer should be, or both.
         */
        QuestionIn: {
            /** External Id */
            external_id?: string | null;
            /** Question */
            question: string;
            /** Expected Answer */
            expected_answer?: string | null;
            /**
             * Gold
             * @default []
             */
            gold: components["schemas"]["Gold"][];
            /**
             * Tags
             * @default []
             */
            tags: string[];
        };
        /**
         * QuestionOut
         * @description A question of a version; `gold` has both the id and the name of each document.
         */
        QuestionOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Ordinal */
            ordinal: number;
            /** External Id */
            external_id: string | null;
            /** Question */
            question: string;
            /** Expected Answer */
            expected_answer: string | null;
            /** Gold */
            gold: components["schemas"]["Gold"][];
            /** Tags */
            tags: string[];
        };
        /**
         * QuestionRequest
         * @description What the user asks. With `edit_of`, in place of that question: a branch of its own.
         */
        QuestionRequest: {
            /** Content */
            content: string;
            /** Edit Of */
            edit_of?: string | null;
        };
        /**
         * QuestionSetCreate
         * @description A new question set for a knowledge base; `questions`, where given, are version 1.
         */
        QuestionSetCreate: {
            /**
             * Knowledge Base Id
             * Format: uuid
             */
            knowledge_base_id: string;
            /** Name */
            name: string;
            /**
             * Description
             * @default
             */
            description: string;
            /**
             * Questions
             * @default []
             */
            questions: components["schemas"]["QuestionIn"][];
        };
        /**
         * QuestionSetOut
         * @description A question set. `version` is the latest, 0 before the first one.
         *
         *     Document names in its gold are names of its knowledge base. `role` is the caller's in its
         *     project. Questions about documents that the caller may not read are neither shown nor
         *     counted.
         */
        QuestionSetOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Project Id
             * Format: uuid
             */
            project_id: string;
            /** Project Name */
            project_name: string;
            role: components["schemas"]["ProjectRole"] | null;
            /** Name */
            name: string;
            /** Description */
            description: string;
            /**
             * Knowledge Base Id
             * Format: uuid
             */
            knowledge_base_id: string;
            /** Knowledge Base Name */
            knowledge_base_name: string;
            /** Version */
            version: number;
            /** Question Count */
            question_count: number;
            generation: components["schemas"]["GenerationOut"] | null;
            /**
             * Created By Id
             * Format: uuid
             */
            created_by_id: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * QuestionSetUpdate
         * @description Changes of what a set is called.
         */
        QuestionSetUpdate: {
            /** Name */
            name?: string | null;
            /** Description */
            description?: string | null;
        };
        /**
         * QuestionSetVersionOut
         * @description A version of a question set. It never changes.
         */
        QuestionSetVersionOut: {
            /** Version */
            version: number;
            /** Question Count */
            question_count: number;
            /** Note */
            note: string;
            /**
             * Created By Id
             * Format: uuid
             */
            created_by_id: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            origin: components["schemas"]["VersionOrigin"];
        };
        /**
         * RagConfigCreate
         * @description A new preset: the caller's own, or with a project shared with its members.
         */
        RagConfigCreate: {
            /** Name */
            name: string;
            /**
             * Description
             * @default
             */
            description: string;
            /** @default {} */
            config: components["schemas"]["ConfigOverrides"];
            /** Project Id */
            project_id?: string | null;
        };
        /**
         * RagConfigOut
         * @description A preset. Of those that use it, the counts are what the caller may see.
         *
         *     `config` is what it decides and `resolved` what that makes with the defaults. Nobody can
         *     change a built-in one.
         */
        RagConfigOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Description */
            description: string;
            config: components["schemas"]["ConfigOverrides"];
            resolved: components["schemas"]["KnowledgeBaseConfig"];
            /** Built In */
            built_in: boolean;
            /** May Change */
            may_change: boolean;
            /** Created By Id */
            created_by_id: string | null;
            /** Project Id */
            project_id: string | null;
            /** Project Name */
            project_name: string | null;
            /** Knowledge Base Count */
            knowledge_base_count: number;
            /** Document Count */
            document_count: number;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * RagConfigUpdate
         * @description Changes; they apply to documents ingested from now on.
         *
         *     `project_id` shares the preset in another project; null makes it its maker's own.
         */
        RagConfigUpdate: {
            /** Name */
            name?: string | null;
            /** Description */
            description?: string | null;
            config?: components["schemas"]["ConfigOverrides"] | null;
            /** Project Id */
            project_id?: string | null;
        };
        /**
         * ReadyOut
         * @description `ready`: all is up. `degraded`: answers are possible in part. `unavailable`: they are not.
         */
        ReadyOut: {
            /**
             * Status
             * @enum {string}
             */
            status: "ready" | "degraded" | "unavailable";
            /** Dependencies */
            dependencies: components["schemas"]["DependencyOut"][];
        };
        /**
         * ReconciliationOut
         * @description One comparison of the database with vectors and files.
         */
        ReconciliationOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /**
             * Status
             * @enum {string}
             */
            status: "running" | "completed" | "failed";
            /** Documents Checked */
            documents_checked: number;
            /** Findings */
            findings: components["schemas"]["Finding"][];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Finished At */
            finished_at: string | null;
        };
        /**
         * RefreshRequest
         * @description A refresh token for clients that keep no cookies.
         */
        RefreshRequest: {
            /** Refresh Token */
            refresh_token?: string | null;
        };
        /**
         * RefusedDocument
         * @description A document to which an action could not be done.
         */
        RefusedDocument: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            problem: components["schemas"]["Problem"];
        };
        /**
         * RefusedFile
         * @description A file of an archive that was not taken in. `name` is its path in there.
         */
        RefusedFile: {
            /** Name */
            name: string;
            problem: components["schemas"]["Problem"];
        };
        /**
         * RegenerateRequest
         * @description Another answer to the same question, by another model if one is named.
         */
        RegenerateRequest: {
            /** Model Id */
            model_id?: string | null;
        };
        /**
         * RegisterRequest
         * @description A new account.
         */
        RegisterRequest: {
            /**
             * Email
             * Format: email
             */
            email: string;
            /** Password */
            password: string;
            /**
             * Full Name
             * @default
             */
            full_name: string;
            /**
             * Return Refresh Token
             * @default false
             */
            return_refresh_token: boolean;
        };
        /**
         * ReindexOut
         * @description How many documents are ingested again, and how many are up to date.
         */
        ReindexOut: {
            /** Queued */
            queued: number;
            /** Unchanged */
            unchanged: number;
        };
        /**
         * ReplayDifference
         * @description The answer of now against the one of then: word by word, and how much more it took.
         *
         *     Null where one of them does not tell.
         */
        ReplayDifference: {
            /** Answer */
            answer: components["schemas"]["TextSegment"][];
            /** Passages */
            passages: components["schemas"]["ReplayedPassage"][];
            /** Prompt Tokens */
            prompt_tokens: number | null;
            /** Completion Tokens */
            completion_tokens: number | null;
            /** Retrieval Ms */
            retrieval_ms: number | null;
            /** First Token Ms */
            first_token_ms: number | null;
            /** Total Ms */
            total_ms: number | null;
        };
        /**
         * ReplayOut
         * @description What a version answers to an earlier question. It is charged, and not kept.
         */
        ReplayOut: {
            /** Version */
            version: number;
            /** Answer */
            answer: string;
            /** Citations */
            citations: components["schemas"]["Citation"][];
            usage: components["schemas"]["Usage"] | null;
            timings: components["schemas"]["Timings"];
            original: components["schemas"]["MessageOut"];
            difference: components["schemas"]["ReplayDifference"];
        };
        /**
         * ReplayRequest
         * @description Which version of the deployment is to answer.
         */
        ReplayRequest: {
            /** Version */
            version: number;
        };
        /**
         * ReplayedPassage
         * @description A passage with its place among those the answer was made of, before and after; null where
         *     it was not among them.
         */
        ReplayedPassage: {
            passage: components["schemas"]["Citation"];
            /** Before */
            before: number | null;
            /** After */
            after: number | null;
        };
        /**
         * ResponseFormat
         * @description What the answer has to be.
         */
        ResponseFormat: {
            /**
             * Type
             * @enum {string}
             */
            type: "text" | "json_object" | "json_schema";
            json_schema?: components["schemas"]["JsonSchema"] | null;
        };
        /**
         * ResultOut
         * @description What a run found for a question. An answer is `null` too when it draws on documents that
         *     the caller may not read.
         */
        ResultOut: {
            question: components["schemas"]["QuestionOut"];
            /** Metrics */
            metrics: {
                [key: string]: number;
            };
            /** Retrieved */
            retrieved: components["schemas"]["RetrievedPassage"][];
            /** Answer */
            answer: string | null;
            answer_checks: components["schemas"]["AnswerChecks"] | null;
            /** Problems */
            problems: components["schemas"]["Problem"][];
            /** Ms */
            ms: number;
        };
        /**
         * RetrievalOverrides
         * @description What one layer decides of a retrieval profile.
         *
         *     Layers are the defaults, a preset, the knowledge base, the deployment and the request, the
         *     later ones stronger. What is absent or null is left to the layers before. To lift a limit
         *     of a layer before: `rerank_candidates: 0`, `max_per_document: 50`, `min_similarity: -1`.
         */
        RetrievalOverrides: {
            /** Top K */
            top_k?: number | null;
            /** Candidates */
            candidates?: number | null;
            /** Dense Weight */
            dense_weight?: number | null;
            /** Keyword Weight */
            keyword_weight?: number | null;
            /** Rrf K */
            rrf_k?: number | null;
            /** Rerank Model Id */
            rerank_model_id?: string | null;
            /** Rerank Candidates */
            rerank_candidates?: number | null;
            /** Neighbours */
            neighbours?: number | null;
            /** Parents */
            parents?: boolean | null;
            /** Diversity */
            diversity?: number | null;
            /** Max Per Document */
            max_per_document?: number | null;
            /** Min Similarity */
            min_similarity?: number | null;
            /** Rewrite */
            rewrite?: ("off" | "history") | null;
        };
        /**
         * RetrievalProfile
         * @description How passages are retrieved, all layers together.
         *
         *     `candidates` are taken from each of the two lists, by meaning (`dense`) and by words
         *     (`keyword`); a weight of 0 leaves a list out. The lists are fused by the sum of
         *     `weight / (rrf_k + rank)`. With a rerank model the best `rerank_candidates` are put into its
         *     order; 0 of them means no reranking. A passage is read with `neighbours` passages before and
         *     after it, or with its parent. `diversity` above 0 trades relevance for passages that differ
         *     from those chosen before. `min_similarity` is of passages that the search by meaning found;
         *     those found by their words alone have none and stay.
         */
        RetrievalProfile: {
            /**
             * Top K
             * @default 8
             */
            top_k: number;
            /**
             * Candidates
             * @default 60
             */
            candidates: number;
            /**
             * Dense Weight
             * @default 1
             */
            dense_weight: number;
            /**
             * Keyword Weight
             * @default 1
             */
            keyword_weight: number;
            /**
             * Rrf K
             * @default 60
             */
            rrf_k: number;
            /** Rerank Model Id */
            rerank_model_id?: string | null;
            /**
             * Rerank Candidates
             * @default 30
             */
            rerank_candidates: number;
            /**
             * Neighbours
             * @default 0
             */
            neighbours: number;
            /**
             * Parents
             * @default true
             */
            parents: boolean;
            /**
             * Diversity
             * @default 0
             */
            diversity: number;
            /** Max Per Document */
            max_per_document?: number | null;
            /** Min Similarity */
            min_similarity?: number | null;
            /**
             * Rewrite
             * @default off
             * @enum {string}
             */
            rewrite: "off" | "history";
        };
        /**
         * RetrievedPassage
         * @description A passage that a run found. `relevant_grade` is 0 where no gold names it.
         */
        RetrievedPassage: {
            /** Rank */
            rank: number;
            /**
             * Document Id
             * Format: uuid
             */
            document_id: string;
            /** Document Name */
            document_name: string;
            /**
             * Chunk Id
             * Format: uuid
             */
            chunk_id: string;
            /** Char Start */
            char_start: number;
            /** Char End */
            char_end: number;
            /** Score */
            score: number;
            scores: components["schemas"]["HitScores"];
            /** Relevant Grade */
            relevant_grade: number;
        };
        /**
         * Role
         * @description Platform roles, strongest first. The role is the ceiling in every project.
         * @enum {string}
         */
        Role: "super_admin" | "admin" | "builder" | "user" | "auditor";
        /**
         * RollbackRequest
         * @description Which version is to answer from now on, an earlier or a later one.
         */
        RollbackRequest: {
            /** Version */
            version: number;
        };
        /**
         * RunCreate
         * @description A run of a question set, of its latest version unless one is named.
         *
         *     With a deployment, its knowledge bases are searched with its profile, and it answers too: its
         *     live version, unless members of its project name another one.
         *     `check_answers` also lets its model judge each answer against the expected one. `profile`
         *     says what this run tries differently.
         */
        RunCreate: {
            /**
             * Question Set Id
             * Format: uuid
             */
            question_set_id: string;
            /** Version */
            version?: number | null;
            /** Deployment Id */
            deployment_id?: string | null;
            /** Deployment Version */
            deployment_version?: number | null;
            profile?: components["schemas"]["RetrievalOverrides"] | null;
            /**
             * Name
             * @default
             */
            name: string;
            /**
             * Check Answers
             * @default false
             */
            check_answers: boolean;
            /** Seed */
            seed?: number | null;
        };
        /**
         * RunOut
         * @description The answer with its evidence.
         */
        RunOut: {
            /** Answer */
            answer: string;
            /** Citations */
            citations: components["schemas"]["Citation"][];
            /**
             * Unsupported
             * @default []
             */
            unsupported: components["schemas"]["UnsupportedSpan"][];
            /** Grounding */
            grounding?: ("supported" | "partly" | "unsupported" | "not_in_documents") | null;
            usage: components["schemas"]["Usage"] | null;
            timings: components["schemas"]["Timings"];
        };
        /**
         * RunProgress
         * @description How far a run is; `eta_seconds` is until its end, null while unknown.
         */
        RunProgress: {
            /** Percent */
            percent: number;
            /** Done */
            done: number;
            /** Total */
            total: number;
            /** Eta Seconds */
            eta_seconds: number | null;
        };
        /**
         * RunRequest
         * @description One question, outside any conversation.
         */
        RunRequest: {
            /** Question */
            question: string;
        };
        /**
         * RunStatus
         * @description Where a run stands.
         * @enum {string}
         */
        RunStatus: "pending" | "running" | "completed" | "failed" | "cancelled";
        /**
         * RunningJob
         * @description What a thread of a worker is doing.
         */
        RunningJob: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Kind */
            kind: string;
            /** Subject Name */
            subject_name: string | null;
            /** Stage */
            stage: string;
            /** Percent */
            percent: number;
            /** Started At */
            started_at: string | null;
        };
        /**
         * SearchFilters
         * @description Which documents to search. All that is given has to hold; empty lists say nothing.
         *
         *     `languages` are ISO 639-1 codes; `metadata` are keys with the value that a document must
         *     have there.
         */
        SearchFilters: {
            /**
             * Document Ids
             * @default []
             */
            document_ids: string[];
            /**
             * Media Types
             * @default []
             */
            media_types: string[];
            /**
             * Languages
             * @default []
             */
            languages: string[];
            /** Name Contains */
            name_contains?: string | null;
            /**
             * Metadata
             * @default {}
             */
            metadata: {
                [key: string]: string;
            };
            /** Created After */
            created_after?: string | null;
            /** Created Before */
            created_before?: string | null;
        };
        /**
         * SearchHit
         * @description A passage that was found. `score` is of the last ranking that ordered it.
         *
         *     `context_text` is what a model reads of it, characters `context_start` to `context_end` of
         *     the document: the passage itself, or with its neighbours or parent.
         */
        SearchHit: {
            /** Rank */
            rank: number;
            /** Score */
            score: number;
            scores: components["schemas"]["HitScores"];
            /**
             * Chunk Id
             * Format: uuid
             */
            chunk_id: string;
            /** Ordinal */
            ordinal: number;
            /**
             * Document Id
             * Format: uuid
             */
            document_id: string;
            /** Document Name */
            document_name: string;
            /**
             * Knowledge Base Id
             * Format: uuid
             */
            knowledge_base_id: string;
            /** Page */
            page: number | null;
            /** Section */
            section: string | null;
            /** Char Start */
            char_start: number;
            /** Char End */
            char_end: number;
            /** Text */
            text: string;
            /** Matches */
            matches: components["schemas"]["MatchSpan"][];
            /** Context Start */
            context_start: number;
            /** Context End */
            context_end: number;
            /** Context Text */
            context_text: string;
        };
        /**
         * SearchOut
         * @description What was found, best first, and how.
         *
         *     `searched_query` is the query as it was searched, `candidate_count` how many passages the
         *     lists had together. `problems` are those of stages that were left out because they failed.
         */
        SearchOut: {
            /** Query */
            query: string;
            /** Searched Query */
            searched_query: string;
            profile: components["schemas"]["RetrievalProfile"];
            /** Languages */
            languages: string[];
            /** Candidate Count */
            candidate_count: number;
            /** Hits */
            hits: components["schemas"]["SearchHit"][];
            /** Timings */
            timings: components["schemas"]["StageTiming"][];
            /** Total Ms */
            total_ms: number;
            /** Indexes */
            indexes: components["schemas"]["IndexState"][];
            /**
             * Problems
             * @default []
             */
            problems: components["schemas"]["Problem"][];
        };
        /**
         * SearchRequest
         * @description A question to the knowledge base. `top_k` stands for the one of `profile`.
         */
        SearchRequest: {
            /** Query */
            query: string;
            /** Top K */
            top_k?: number | null;
            profile?: components["schemas"]["RetrievalOverrides"] | null;
            filters?: components["schemas"]["SearchFilters"] | null;
        };
        /**
         * SearchedReference
         * @description A knowledge base as it was called then. `available` is false once it was deleted.
         */
        SearchedReference: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Available */
            available: boolean;
        };
        /**
         * SessionOut
         * @description A signed-in session. `expires_in` is in seconds.
         */
        SessionOut: {
            /** Access Token */
            access_token: string;
            /**
             * Token Type
             * @default bearer
             * @constant
             */
            token_type: "bearer";
            /** Expires In */
            expires_in: number;
            /** Refresh Token */
            refresh_token?: string | null;
            user: components["schemas"]["UserOut"];
        };
        /**
         * ShareOut
         * @description A link: signed-in users who may use the deployment can read at `/chat/shared/{token}`.
         *
         *     It shows the conversation as it was when it was shared, up to `leaf_id`, until `expires_at`.
         */
        ShareOut: {
            /** Token */
            token: string;
            /**
             * Leaf Id
             * Format: uuid
             */
            leaf_id: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /** Expires At */
            expires_at: string | null;
        };
        /**
         * ShareRequest
         * @description How long a link leads somewhere, from now on: null until it is revoked.
         *
         *     Absent, a link that there is already keeps its end.
         */
        ShareRequest: {
            /** Expires In Days */
            expires_in_days?: number | null;
        };
        /**
         * SharedConversationOut
         * @description A conversation that somebody has shared, for reading.
         *
         *     What the reader may not open is not quoted.
         */
        SharedConversationOut: {
            /** Title */
            title: string;
            /**
             * Deployment Id
             * Format: uuid
             */
            deployment_id: string;
            /** Deployment Name */
            deployment_name: string;
            /** Shared By */
            shared_by: string;
            /**
             * Shared At
             * Format: date-time
             */
            shared_at: string;
            /** Messages */
            messages: components["schemas"]["MessageOut"][];
        };
        /**
         * SharingOut
         * @description Who may use a deployment besides the members of its project.
         */
        SharingOut: {
            /** Everyone */
            everyone: boolean;
            /** Groups */
            groups: components["schemas"]["NamedReference"][];
        };
        /**
         * SharingUpdate
         * @description Who may use a deployment besides the members of its project.
         */
        SharingUpdate: {
            /** Everyone */
            everyone: boolean;
            /** Group Ids */
            group_ids: string[];
        };
        /**
         * SignedInClientOut
         * @description A client that is signed in. `is_current` marks the one that asks.
         */
        SignedInClientOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** User Agent */
            user_agent: string;
            /** Ip Address */
            ip_address: string | null;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Last Active At
             * Format: date-time
             */
            last_active_at: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
            /** Is Current */
            is_current: boolean;
        };
        /**
         * SourcedCitation
         * @description A citation with the page of the dashboard that shows it.
         */
        SourcedCitation: {
            /** Number */
            number: number;
            /**
             * Document Id
             * Format: uuid
             */
            document_id: string;
            /** Document Name */
            document_name: string;
            /**
             * Knowledge Base Id
             * Format: uuid
             */
            knowledge_base_id: string;
            /**
             * Chunk Id
             * Format: uuid
             */
            chunk_id: string;
            /** Page */
            page: number | null;
            /** Section */
            section: string | null;
            /** Char Start */
            char_start: number;
            /** Char End */
            char_end: number;
            /** Quote */
            quote: string;
            /** Text */
            text: string;
            /** Score */
            score: number;
            /**
             * Available
             * @default true
             */
            available: boolean;
            /** Confidence */
            confidence?: number | null;
            /** Url */
            url: string;
        };
        /**
         * StageTiming
         * @description Milliseconds that a stage took.
         */
        StageTiming: {
            /**
             * Stage
             * @enum {string}
             */
            stage: "normalise" | "rewrite" | "scope" | "embed" | "search" | "fuse" | "load" | "rerank" | "select" | "expand";
            /** Ms */
            ms: number;
        };
        /**
         * StatusCounts
         * @description Documents by status.
         */
        StatusCounts: {
            /**
             * Pending
             * @default 0
             */
            pending: number;
            /**
             * Processing
             * @default 0
             */
            processing: number;
            /**
             * Completed
             * @default 0
             */
            completed: number;
            /**
             * Failed
             * @default 0
             */
            failed: number;
            /**
             * Cancelled
             * @default 0
             */
            cancelled: number;
        };
        /**
         * StreamDelta
         * @description A piece of the answer.
         */
        StreamDelta: {
            /**
             * Type
             * @default delta
             * @constant
             */
            type: "delta";
            /** Text */
            text: string;
        };
        /**
         * StreamDone
         * @description Last event: the answer as it was stored.
         */
        StreamDone: {
            /**
             * Type
             * @default done
             * @constant
             */
            type: "done";
            message: components["schemas"]["MessageOut"];
        };
        /**
         * StreamError
         * @description Last event when it failed: why, and what was kept of the answer.
         */
        StreamError: {
            /**
             * Type
             * @default error
             * @constant
             */
            type: "error";
            error: components["schemas"]["ErrorBody"];
            answer: components["schemas"]["MessageOut"] | null;
        };
        /**
         * StreamOptions
         * @description What a stream tells besides the answer.
         */
        StreamOptions: {
            /** Include Usage */
            include_usage?: boolean | null;
        };
        /**
         * StreamPassages
         * @description The passages that the model is given.
         */
        StreamPassages: {
            /**
             * Type
             * @default passages
             * @constant
             */
            type: "passages";
            /** Passages */
            passages: components["schemas"]["Citation"][];
        };
        /**
         * StreamStart
         * @description First event: the question is kept.
         */
        StreamStart: {
            /**
             * Type
             * @default start
             * @constant
             */
            type: "start";
            question: components["schemas"]["MessageOut"];
            /**
             * Answer Id
             * Format: uuid
             */
            answer_id: string;
        };
        /**
         * TemplateReference
         * @description A version of a prompt template. `available` is false once the template was deleted.
         */
        TemplateReference: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Name */
            name: string;
            /** Version */
            version: number;
            /** Available */
            available: boolean;
        };
        /**
         * TextPart
         * @description A piece of a message. Pictures, sound and files are refused: no model here reads them.
         */
        TextPart: {
            /**
             * Type
             * @enum {string}
             */
            type: "text" | "refusal";
            /**
             * Text
             * @default
             */
            text: string;
            /**
             * Refusal
             * @default
             */
            refusal: string;
        };
        /**
         * TextSegment
         * @description A part of a text that stayed, was removed or was added.
         */
        TextSegment: {
            /**
             * Kind
             * @enum {string}
             */
            kind: "same" | "removed" | "added";
            /** Text */
            text: string;
        };
        /**
         * TicketOut
         * @description Opens one connection, once.
         */
        TicketOut: {
            /** Ticket */
            ticket: string;
            /**
             * Expires At
             * Format: date-time
             */
            expires_at: string;
        };
        /**
         * TierOut
         * @description What users of a tier may use; null is no limit.
         */
        TierOut: {
            /**
             * Name
             * @enum {string}
             */
            name: "free" | "pro" | "enterprise";
            /** Tokens Per Month */
            tokens_per_month: number | null;
            /** Projects */
            projects: number | null;
            /** Documents */
            documents: number | null;
            /** Models */
            models: number | null;
            /** Requests Per Minute */
            requests_per_minute: number | null;
            /** User Count */
            user_count: number;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * TierUpdate
         * @description Other numbers; absent ones stay, null is no limit.
         */
        TierUpdate: {
            /** Tokens Per Month */
            tokens_per_month?: number | null;
            /** Projects */
            projects?: number | null;
            /** Documents */
            documents?: number | null;
            /** Models */
            models?: number | null;
            /** Requests Per Minute */
            requests_per_minute?: number | null;
        };
        /**
         * Timings
         * @description Milliseconds from the question's arrival, `retrieval_ms` for that step alone.
         */
        Timings: {
            /** Retrieval Ms */
            retrieval_ms: number;
            /** First Token Ms */
            first_token_ms: number | null;
            /** Total Ms */
            total_ms: number;
        };
        /**
         * TokenFigures
         * @description What all answers of a version took, in conversations and by API; `calls` were charged.
         *
         *     `cost` is by the prices that its model has today.
         */
        TokenFigures: {
            /** Calls */
            calls: number;
            /** Prompt Tokens */
            prompt_tokens: number;
            /** Completion Tokens */
            completion_tokens: number;
            cost?: components["schemas"]["CostOut"] | null;
        };
        /**
         * ToolCallIn
         * @description A call that the model asked for in an earlier answer.
         */
        ToolCallIn: {
            /** Id */
            id: string;
            function: components["schemas"]["FunctionCallIn"];
        };
        /**
         * ToolCallOut
         * @description A call that the client is asked to make.
         */
        ToolCallOut: {
            /** Id */
            id: string;
            /**
             * Type
             * @default function
             * @constant
             */
            type: "function";
            function: components["schemas"]["FunctionCallOut"];
        };
        /**
         * ToolIn
         * @description A tool that the client offers and will run itself.
         */
        ToolIn: {
            /**
             * Type
             * @default function
             * @constant
             */
            type: "function";
            function: components["schemas"]["FunctionIn"];
        };
        /**
         * TraceOut
         * @description How an answer was made, as far as the reader may know it now.
         *
         *     Hits of documents that the reader may not open any more are left out; where the prompt has
         *     text of such a document, its messages are withheld, but for the instructions.
         */
        TraceOut: {
            retrieval?: components["schemas"]["SearchOut"] | null;
            /**
             * Passages
             * @default 0
             */
            passages: number;
            /**
             * Prompt
             * @default []
             */
            prompt: components["schemas"]["PromptTurn"][];
            model?: components["schemas"]["NamedReference"] | null;
            /** Answered By */
            answered_by?: string | null;
            /** Version */
            version?: number | null;
            tokens?: components["schemas"]["Usage"] | null;
            /**
             * Counted
             * @default false
             */
            counted: boolean;
            cost?: components["schemas"]["CostOut"] | null;
            timings?: components["schemas"]["Timings"] | null;
            /** Finish Reason */
            finish_reason?: string | null;
            /**
             * Message Id
             * Format: uuid
             */
            message_id: string;
        };
        /**
         * TrafficUpdate
         * @description Which version is to answer so many percent of the conversations beside the live one.
         */
        TrafficUpdate: {
            /** Candidate Version */
            candidate_version: number;
            /** Percent */
            percent: number;
        };
        /**
         * Turn
         * @description A question with its answer.
         */
        Turn: {
            /** Question */
            question: string;
            /** Answer */
            answer: string;
        };
        /**
         * UnsupportedSpan
         * @description Characters `start` to `end` of an answer that no passage supports, and why.
         *
         *     A passage says another figure or name in its place, or says the contrary; or none says it.
         */
        UnsupportedSpan: {
            /** Start */
            start: number;
            /** End */
            end: number;
            /**
             * Reason
             * @enum {string}
             */
            reason: "wrong_figure" | "wrong_name" | "contradicted" | "not_found";
        };
        /**
         * UploadOut
         * @description What became of an upload: a new document, or the one that was already there.
         */
        UploadOut: {
            document: components["schemas"]["DocumentOut"];
            /** Duplicate */
            duplicate: boolean;
        };
        /**
         * UrlCitation
         * @description Where the evidence can be opened; the indexes are of its marker in the answer's text.
         */
        UrlCitation: {
            /** Start Index */
            start_index: number;
            /** End Index */
            end_index: number;
            /** Title */
            title: string;
            /** Url */
            url: string;
        };
        /**
         * UrlUpload
         * @description An address to take a document from.
         */
        UrlUpload: {
            /** Url */
            url: string;
        };
        /**
         * Usage
         * @description Tokens as the model counted them.
         */
        Usage: {
            /** Prompt Tokens */
            prompt_tokens: number;
            /** Completion Tokens */
            completion_tokens: number;
        };
        /**
         * UsageKind
         * @description What tokens were used for.
         * @enum {string}
         */
        UsageKind: "chat" | "run" | "model_test" | "search" | "embedding" | "ingest" | "evaluation";
        /**
         * UsageOut
         * @description What somebody has used in this period, a calendar month (UTC).
         *
         *     `exempt` accounts, those of administrators, are metered and never held.
         */
        UsageOut: {
            /**
             * Tier
             * @enum {string}
             */
            tier: "free" | "pro" | "enterprise";
            /** Exempt */
            exempt: boolean;
            /**
             * Period Start
             * Format: date-time
             */
            period_start: string;
            /**
             * Period End
             * Format: date-time
             */
            period_end: string;
            /** Meters */
            meters: components["schemas"]["MeterOut"][];
            /** Days */
            days: components["schemas"]["DayUsage"][];
            /** By Kind */
            by_kind: components["schemas"]["KindUsage"][];
        };
        /**
         * UserAdminOut
         * @description A user as administrators see one.
         */
        UserAdminOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Email */
            email: string;
            /** Full Name */
            full_name: string;
            role: components["schemas"]["Role"];
            /**
             * Tier
             * @enum {string}
             */
            tier: "free" | "pro" | "enterprise";
            /** Is Active */
            is_active: boolean;
            /** Last Sign In At */
            last_sign_in_at: string | null;
            /** Groups */
            groups: components["schemas"]["NamedReference"][];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * UserInvite
         * @description An account for somebody, who chooses the password through a link.
         */
        UserInvite: {
            /**
             * Email
             * Format: email
             */
            email: string;
            /**
             * Full Name
             * @default
             */
            full_name: string;
            role: components["schemas"]["Role"];
            /** Tier */
            tier?: ("free" | "pro" | "enterprise") | null;
        };
        /**
         * UserOut
         * @description The signed-in user with what the role permits.
         */
        UserOut: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Email */
            email: string;
            /** Full Name */
            full_name: string;
            role: components["schemas"]["Role"];
            /**
             * Tier
             * @enum {string}
             */
            tier: "free" | "pro" | "enterprise";
            /** Is Active */
            is_active: boolean;
            /** Permissions */
            permissions: components["schemas"]["Permission"][];
            preferences: components["schemas"]["Preferences"];
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
            /**
             * Updated At
             * Format: date-time
             */
            updated_at: string;
        };
        /**
         * UserReference
         * @description A user, as those see one who work together.
         */
        UserReference: {
            /**
             * Id
             * Format: uuid
             */
            id: string;
            /** Email */
            email: string;
            /** Full Name */
            full_name: string;
        };
        /**
         * UserUpdate
         * @description What administrators may change; absent fields stay.
         */
        UserUpdate: {
            /** Full Name */
            full_name?: string | null;
            role?: components["schemas"]["Role"] | null;
            /** Tier */
            tier?: ("free" | "pro" | "enterprise") | null;
            /** Is Active */
            is_active?: boolean | null;
        };
        /**
         * UserUsageOut
         * @description What one user has used this month; `percent` is of the tier's tokens.
         */
        UserUsageOut: {
            /**
             * Requests
             * @default 0
             */
            requests: number;
            /**
             * Prompt Tokens
             * @default 0
             */
            prompt_tokens: number;
            /**
             * Completion Tokens
             * @default 0
             */
            completion_tokens: number;
            user: components["schemas"]["UserReference"];
            /**
             * Tier
             * @enum {string}
             */
            tier: "free" | "pro" | "enterprise";
            /** Percent */
            percent: number | null;
        };
        /**
         * VerificationOut
         * @description Whether the log is as it was written. `rows` is how many are in order.
         */
        VerificationOut: {
            /** Intact */
            intact: boolean;
            /** Rows */
            rows: number;
            first_bad: components["schemas"]["FirstBadRow"] | null;
            /** Head Sequence */
            head_sequence: number;
            /** Head Hash */
            head_hash: string;
            /**
             * Checked At
             * Format: date-time
             */
            checked_at: string;
        };
        /**
         * VersionComparisonOut
         * @description Two versions side by side: what they differ in, and how each has done.
         */
        VersionComparisonOut: {
            difference: components["schemas"]["VersionDiffOut"];
            a: components["schemas"]["VersionFigures"];
            b: components["schemas"]["VersionFigures"];
        };
        /**
         * VersionCreate
         * @description All questions of a new version; the versions before stay as they are.
         */
        VersionCreate: {
            /** Questions */
            questions: components["schemas"]["QuestionIn"][];
            /**
             * Note
             * @default
             */
            note: string;
        };
        /**
         * VersionDiffOut
         * @description How version `a` became version `b`. `prompt` is empty where both have the same.
         */
        VersionDiffOut: {
            a: components["schemas"]["VersionSummary"];
            b: components["schemas"]["VersionSummary"];
            /** Changes */
            changes: components["schemas"]["FieldChange"][];
            /** Prompt */
            prompt: components["schemas"]["TextSegment"][];
        };
        /**
         * VersionFigures
         * @description How a version has done.
         */
        VersionFigures: {
            /** Version */
            version: number;
            answers: components["schemas"]["AnswerFigures"];
            tokens: components["schemas"]["TokenFigures"];
            /** Evaluations */
            evaluations: components["schemas"]["EvaluationFigures"][];
        };
        /**
         * VersionOrigin
         * @description Where the questions of a version come from.
         * @enum {string}
         */
        VersionOrigin: "form" | "import" | "generated";
        /**
         * VersionSummary
         * @description Which version, made by whom and why.
         */
        VersionSummary: {
            /** Number */
            number: number;
            /** Note */
            note: string;
            /**
             * Created By Id
             * Format: uuid
             */
            created_by_id: string;
            /**
             * Created At
             * Format: date-time
             */
            created_at: string;
        };
        /**
         * VisibilityOut
         * @description Who may choose a model: everyone, or only the members of these groups.
         *
         *     The groups are told to those who may change them.
         */
        VisibilityOut: {
            /** Everyone */
            everyone: boolean;
            /** Groups */
            groups: components["schemas"]["NamedReference"][];
        };
        /**
         * VisibilityUpdate
         * @description Who may choose a model: everyone, or only the members of these groups.
         */
        VisibilityUpdate: {
            /** Everyone */
            everyone: boolean;
            /**
             * Group Ids
             * @default []
             */
            group_ids: string[];
        };
        /**
         * WorkerOut
         * @description A worker that lives, and what it runs. `concurrency` is its number of threads.
         */
        WorkerOut: {
            /** Name */
            name: string;
            /** Concurrency */
            concurrency: number;
            /**
             * Started At
             * Format: date-time
             */
            started_at: string;
            /**
             * Seen At
             * Format: date-time
             */
            seen_at: string;
            /** Running */
            running: components["schemas"]["RunningJob"][];
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    health: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["HealthOut"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    ready: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadyOut"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description An essential one is down */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReadyOut"];
                };
            };
        };
    };
    list_openai_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelCards"];
                };
            };
            /** @description No key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_openai_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelCard"];
                };
            };
            /** @description No key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description There is no such model for you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_chat_completion: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatCompletionRequest"];
            };
        };
        responses: {
            /** @description The answer; with `stream`, server-sent events with its chunks and then `[DONE]`. The last chunk with a choice has `citations`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatCompletion"];
                    "text/event-stream": unknown;
                };
            };
            /** @description The request makes no sense, or asks for what cannot be had here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description No key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description There is no such model for you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description The model's endpoint refused */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
        };
    };
    create_embeddings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["EmbeddingRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Embeddings"];
                };
            };
            /** @description The request makes no sense, or asks for what cannot be had here */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description No key, or one that is not good */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description The key may not do this */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description There is no such model for you */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description The model's endpoint refused */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OpenAIErrorBody"];
                };
            };
        };
    };
    read_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AuthConfigOut"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    register: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegisterRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOut"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    login: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["LoginRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    token: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/x-www-form-urlencoded": components["schemas"]["Body_token"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    refresh: {
        parameters: {
            query?: never;
            header?: {
                /** @description `web` on calls that use the refresh cookie */
                "X-LLMB-Client"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SessionOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    logout: {
        parameters: {
            query?: never;
            header?: {
                /** @description `web` on calls that use the refresh cookie */
                "X-LLMB-Client"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["RefreshRequest"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    me: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    request_password_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordResetRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PasswordResetRequested"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    confirm_password_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PasswordResetConfirm"];
            };
        };
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_signed_in_clients: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_SignedInClientOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    sign_out_everywhere: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    end_signed_in_client: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_profile: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProfileUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_users: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                q?: string | null;
                role?: components["schemas"]["Role"] | null;
                is_active?: boolean | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_UserAdminOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    invite_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserInvite"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitedOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserAdminOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UserUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserAdminOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    sign_out_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    renew_invitation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InvitationOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_groups: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_GroupOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_group: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_group: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GroupOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_group_members: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
            };
            header?: never;
            path: {
                group_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_UserReference_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_group_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GroupMemberAdd"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UserReference"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    remove_group_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                group_id: string;
                user_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_projects: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                q?: string | null;
                archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ProjectOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_project: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ProjectUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    archive_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    restore_project: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ProjectOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_members: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
            };
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MemberOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberAdd"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    remove_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                member_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_member: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                project_id: string;
                member_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["MemberUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MemberOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_knowledge_bases: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                project_id?: string | null;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_KnowledgeBaseOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_knowledge_base: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KnowledgeBaseCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnowledgeBaseOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_deletions: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                project_id?: string | null;
                knowledge_base_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DeletionReceiptOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_knowledge_base: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnowledgeBaseOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_knowledge_base: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_knowledge_base: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["KnowledgeBaseUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["KnowledgeBaseOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    upload_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_upload_document"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A file type we do not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    upload_archive: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_upload_archive"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ArchiveOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    search_knowledge_base: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SearchRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SearchOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_documents: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                status?: components["schemas"]["DocumentStatus"] | null;
                q?: string | null;
            };
            header?: never;
            path: {
                kb_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DocumentOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    reindex_knowledge_base: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReindexOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_document_from_url: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["UrlUpload"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UploadOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A file type we do not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_many_documents: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["BulkRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["BulkOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DocumentUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    restrict_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DocumentRestriction"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    ingest_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    cancel_ingest: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    download_document: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The original, as an attachment */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": string;
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_chunks: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
            };
            header?: never;
            path: {
                kb_id: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ChunkOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_document_text: {
        parameters: {
            query?: {
                start?: number;
                end?: number | null;
            };
            header?: never;
            path: {
                kb_id: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DocumentTextOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    locate_text: {
        parameters: {
            query?: {
                start?: number;
                end?: number;
            };
            header?: never;
            path: {
                kb_id: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["LineBoxOut"][];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    draw_page: {
        parameters: {
            query?: {
                width?: number;
            };
            header?: never;
            path: {
                kb_id: string;
                document_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The page as a picture */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "image/webp": string;
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_rag_configs: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                project_id?: string | null;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_RagConfigOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_rag_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RagConfigCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RagConfigOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    preview_rag_config: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PreviewRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PreviewOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_rag_config: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                preset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RagConfigOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_rag_config: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                preset_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_rag_config: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                preset_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RagConfigUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RagConfigOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_indexes: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndexesOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_index: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["IndexCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndexOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_index: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
                index_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndexOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_index: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
                index_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    build_index: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
                index_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndexOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    cancel_index_build: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
                index_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndexOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    activate_index: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                kb_id: string;
                index_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["IndexOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_models: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                model_type?: ("base" | "fine_tuned" | "embedding" | "reranker" | "classifier") | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ModelOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_model: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    discover_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DiscoverRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OffersOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The model's endpoint refused */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    test_model: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ModelTestRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelTestOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The model's endpoint refused */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    model_offers: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["OffersOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The model's endpoint refused */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    model_health: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                model_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ModelHealthOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_embedding_models: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EmbeddingModelsOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_prompt_templates: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                project_id?: string | null;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PromptTemplateOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_prompt_template: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromptTemplateCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromptTemplateOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_prompt_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromptTemplateOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_prompt_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_prompt_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromptTemplateUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromptTemplateOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_prompt_template_versions: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
            };
            header?: never;
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_PromptTemplateVersionOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_prompt_template_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromptTemplateVersionOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    diff_prompt_template_versions: {
        parameters: {
            query: {
                a: number;
                b: number;
            };
            header?: never;
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromptTemplateDiffOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    preview_prompt_template: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                template_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromptPreviewRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromptPreviewOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The model's endpoint refused */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_deployments: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                project_id?: string | null;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DeploymentOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_deployment: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeploymentCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_deployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_deployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_deployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["DeploymentUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_deployment_versions: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
            };
            header?: never;
            path: {
                deployment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_DeploymentVersionOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    diff_deployment_versions: {
        parameters: {
            query: {
                a: number;
                b: number;
            };
            header?: never;
            path: {
                deployment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionDiffOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    compare_deployment_versions: {
        parameters: {
            query: {
                a: number;
                b: number;
            };
            header?: never;
            path: {
                deployment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionComparisonOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_deployment_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment_id: string;
                number: number;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentVersionOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    roll_back_deployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RollbackRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_deployment_calls: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                status?: components["schemas"]["MessageStatus"] | null;
            };
            header?: never;
            path: {
                deployment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_CallOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_deployment_call: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment_id: string;
                call_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CallDetailOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    split_deployment_traffic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TrafficUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    join_deployment_traffic: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    share_deployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["SharingUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeploymentOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    run_deployment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                deployment_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["RunOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The model's endpoint refused */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                deployment_id?: string | null;
                q?: string | null;
                archived?: boolean;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ChatSessionOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_session: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatSessionCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatSessionOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatSessionOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ChatSessionUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ChatSessionOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_messages: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                tree?: boolean;
            };
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_MessageOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    ask: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuestionRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ExchangeOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The model's endpoint refused */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_trace: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
                message_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TraceOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    give_feedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
                answer_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["FeedbackRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    take_back_feedback: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
                answer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_attachments: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentOut"][];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    attach_file: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_attach_file"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttachmentOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A file type we do not read */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    remove_attachment: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
                document_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_share: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    share_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": components["schemas"]["ShareRequest"] | null;
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ShareOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    revoke_share: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_shared_conversation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                token: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SharedConversationOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    export_session: {
        parameters: {
            query?: {
                format?: "md" | "json";
            };
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The conversation as a file */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ConversationExport"];
                    "text/markdown": unknown;
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    replay: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
                message_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ReplayRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReplayOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The model's endpoint refused */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    ask_streaming: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuestionRequest"];
            };
        };
        responses: {
            /** @description Server-sent events `start`, `passages`, `delta` …, then `done` or `error`; each `data` line is one of these objects. The answer belongs to the server: when the connection breaks, it goes on, and its events can be followed from the last `id` on at `…/{answer_id}/events`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                    "application/json": components["schemas"]["StreamStart"] | components["schemas"]["StreamPassages"] | components["schemas"]["StreamDelta"] | components["schemas"]["StreamDone"] | components["schemas"]["StreamError"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    compare: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["CompareRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["CompareOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    answer_again_streaming: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
                question_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events `start`, `passages`, `delta` …, then `done` or `error`; each `data` line is one of these objects. The answer belongs to the server: when the connection breaks, it goes on, and its events can be followed from the last `id` on at `…/{answer_id}/events`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                    "application/json": components["schemas"]["StreamStart"] | components["schemas"]["StreamPassages"] | components["schemas"]["StreamDelta"] | components["schemas"]["StreamDone"] | components["schemas"]["StreamError"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    regenerate_streaming: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
                question_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RegenerateRequest"];
            };
        };
        responses: {
            /** @description Server-sent events `start`, `passages`, `delta` …, then `done` or `error`; each `data` line is one of these objects. The answer belongs to the server: when the connection breaks, it goes on, and its events can be followed from the last `id` on at `…/{answer_id}/events`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                    "application/json": components["schemas"]["StreamStart"] | components["schemas"]["StreamPassages"] | components["schemas"]["StreamDelta"] | components["schemas"]["StreamDone"] | components["schemas"]["StreamError"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    follow_answer: {
        parameters: {
            query?: {
                after?: number;
            };
            header?: {
                "last-event-id"?: string | null;
            };
            path: {
                session_id: string;
                answer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Server-sent events `start`, `passages`, `delta` …, then `done` or `error`; each `data` line is one of these objects. The answer belongs to the server: when the connection breaks, it goes on, and its events can be followed from the last `id` on at `…/{answer_id}/events`. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": unknown;
                    "application/json": components["schemas"]["StreamStart"] | components["schemas"]["StreamPassages"] | components["schemas"]["StreamDelta"] | components["schemas"]["StreamDone"] | components["schemas"]["StreamError"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    stop_answer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                session_id: string;
                answer_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["MessageOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_chat_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_api_keys: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                all?: boolean;
                user_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ApiKeyOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["ApiKeyCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyCreated"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ApiKeyOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    revoke_api_key: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                key_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_tiers: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_TierOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_tier: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                name: "free" | "pro" | "enterprise";
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["TierUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TierOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_own_usage: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["UsageOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_usage_of_users: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_UserUsageOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_audit_logs: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                user_id?: string | null;
                action?: string | null;
                resource_type?: string | null;
                resource_id?: string | null;
                outcome?: components["schemas"]["Outcome"] | null;
                since?: string | null;
                until?: string | null;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_AuditLogOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_audit_actions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ActionsOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    verify_audit_log: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VerificationOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    export_audit_log: {
        parameters: {
            query?: {
                user_id?: string | null;
                action?: string | null;
                resource_type?: string | null;
                resource_id?: string | null;
                outcome?: components["schemas"]["Outcome"] | null;
                since?: string | null;
                until?: string | null;
                q?: string | null;
                format?: "csv" | "json";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The rows as a file, oldest first */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/json": string;
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_reconciliations: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ReconciliationOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    start_reconciliation: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ReconciliationOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_question_sets: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                project_id?: string | null;
                knowledge_base_id?: string | null;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_QuestionSetOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_question_set: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuestionSetCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionSetOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_question_set: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionSetOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_question_set: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    change_question_set: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["QuestionSetUpdate"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionSetOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_question_set_versions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_QuestionSetVersionOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    add_question_set_version: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["VersionCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionSetVersionOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_questions: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                /** @description The latest without one */
                version?: number | null;
                q?: string | null;
            };
            header?: never;
            path: {
                set_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_QuestionOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    import_questions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": components["schemas"]["Body_import_questions"];
            };
        };
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionSetVersionOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Too large */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    export_questions: {
        parameters: {
            query?: {
                format?: "csv" | "jsonl";
                /** @description The latest without one */
                version?: number | null;
            };
            header?: never;
            path: {
                set_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The questions as a file that can be imported */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/csv": string;
                    "application/jsonl": string;
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    generate_questions: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["GenerateRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionSetOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    cancel_generation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                set_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["QuestionSetOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_runs: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                project_id?: string | null;
                question_set_id?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_EvaluationRunOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    start_run: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["RunCreate"];
            };
        };
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationRunOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationRunOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    delete_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_results: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                sort?: "worst" | "ordinal";
            };
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_ResultOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    cancel_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationRunOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    repeat_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["EvaluationRunOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A limit or quota of the tier is used up; `details` say which and until when */
            429: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    compare_runs: {
        parameters: {
            query: {
                /** @description The run to compare it with */
                with: string;
            };
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DiffOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    promote_run: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                run_id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": components["schemas"]["PromoteRequest"];
            };
        };
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PromotedOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    create_event_ticket: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["TicketOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description A dependency does not answer */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    list_jobs: {
        parameters: {
            query?: {
                limit?: number;
                offset?: number;
                status?: components["schemas"]["JobStatus"] | null;
                kind?: string | null;
                project_id?: string | null;
                q?: string | null;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Page_JobOut_"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    read_job_summary: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobSummary"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    retry_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
    cancel_job: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                job_id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Successful Response */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["JobOut"];
                };
            };
            /** @description Not signed in, or the session has ended */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The role does not allow it */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Missing, or not yours to see */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description Clashes with the present state */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
            /** @description The request is not valid */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["ErrorBody"];
                };
            };
        };
    };
}
