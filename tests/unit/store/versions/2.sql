BEGIN TRANSACTION;
CREATE TABLE asked_skus (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "asked_skus" VALUES('A2EXAMPLE12345@eu','SKU-3','A1RKKUPIHCS9HS','2026-11-24T15:52:09.086845+00:00');
CREATE TABLE catalogue_weights (
        asin TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        package TEXT,
        item TEXT,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (asin, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "catalogue_weights" VALUES('B000000001','A1RKKUPIHCS9HS',NULL,NULL,'2026-11-24T15:52:09.082716+00:00');
CREATE TABLE fallbacks (
        seller TEXT NOT NULL,
        api TEXT NOT NULL,
        until TEXT NOT NULL,
        PRIMARY KEY (seller, api)
    ) STRICT;
INSERT INTO "fallbacks" VALUES('A2EXAMPLE12345@eu','api','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE listing_marks (
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        complete_until TEXT NOT NULL,
        whole_at TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_id)
    ) STRICT;
INSERT INTO "listing_marks" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00','2026-03-03T01:00:00.000000+00:00');
CREATE TABLE listing_scans (
        seller TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        since TEXT NOT NULL,
        position TEXT NOT NULL,
        started_at TEXT NOT NULL,
        until TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_ids, since)
    ) STRICT;
INSERT INTO "listing_scans" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00','page 2','2026-03-03T03:00:00.000000+00:00','2026-03-03T04:00:00.000000+00:00');
CREATE TABLE listings (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        asin TEXT NOT NULL,
        title TEXT NOT NULL,
        product_type TEXT NOT NULL,
        statuses TEXT NOT NULL,
        fulfilled_by TEXT NOT NULL,
        created_at TEXT,
        updated_at TEXT,
        shipping TEXT,
        package TEXT,
        item TEXT,
        catalogue_package TEXT,
        catalogue_item TEXT,
        seen_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "listings" VALUES('A2EXAMPLE12345@eu','SKU-1','A1RKKUPIHCS9HS','B000000001','Taza azul','','','MERCHANT',NULL,NULL,NULL,'0.45 kilograms',NULL,NULL,NULL,'2026-11-24T15:52:09.082453+00:00');
CREATE TABLE marks (
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        complete_until TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_id)
    ) STRICT;
INSERT INTO "marks" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00');
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
INSERT INTO "meta" VALUES('key_check',X'015F2CA4DF6A1A88849E74F436AE1BA1CAF964DA4EB97FC392510F05EF');
CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
INSERT INTO "migrations" VALUES(1,'2026-11-24T15:52:09.034121+00:00');
INSERT INTO "migrations" VALUES(2,'2026-11-24T15:52:09.035975+00:00');
CREATE TABLE missing_weights (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        sku TEXT NOT NULL,
        PRIMARY KEY (order_id, seller, sku),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
CREATE TABLE order_weights (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        grams TEXT NOT NULL,
        origin TEXT NOT NULL,
        weighed_at TEXT NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "order_weights" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-24T15:52:09.087309+00:00');
INSERT INTO "order_weights" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-24T15:52:09.087309+00:00');
INSERT INTO "order_weights" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-24T15:52:09.087309+00:00');
CREATE TABLE orders (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        created_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        ship_by TEXT,
        status TEXT NOT NULL,
        fulfilled_by TEXT NOT NULL,
        country TEXT NOT NULL,
        total TEXT,
        currency TEXT,
        items INTEGER NOT NULL,
        document TEXT NOT NULL,
        personal_erased_at TEXT,
        PRIMARY KEY (order_id, seller)
    ) STRICT;
INSERT INTO "orders" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T01:00:00.000000+00:00','2026-03-01T01:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','ES','12.30','EUR',2,'{"id":"404-0000001-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T01:00:00Z","updated_at":"2026-03-01T01:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"11","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}',NULL);
INSERT INTO "orders" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','APJ6JRA9NG5V4','2026-03-01T00:00:00.000001+00:00','2026-03-01T03:00:00.000000+00:00','2026-03-01T05:00:00.000000+00:00','A_STATUS_OF_TOMORROW','MERCHANT','IT','12345678901234567890.10','EUR',6,'{"id":"404-0000099-0000001","marketplace_id":"APJ6JRA9NG5V4","created_at":"2026-03-01T00:00:00.000001Z","updated_at":"2026-03-01T03:00:00Z","status":"A_STATUS_OF_TOMORROW","fulfilled_by":"MERCHANT","service_level":"EXPEDITED","sales_channel":"Amazon.it","seller_order_id":"mine","programs":["PRIME","AMAZON_BUSINESS"],"replaces":"404-0000098-0000001","ship_by":{"earliest":"2026-03-01T04:00:00Z","latest":"2026-03-01T05:00:00Z"},"deliver_by":{"earliest":null,"latest":"2026-03-01T06:00:00Z"},"total":{"amount":"12345678901234567890.10","currency":"EUR"},"items":[{"id":"1","sku":"SKU ñ​''\";--","asin":"B000000001","title":"Título — “largo”\u0000\n","quantity":3,"quantity_shipped":1,"price":{"amount":"0.10","currency":"EUR"},"shipping":{"amount":"0.10","currency":"EUR"},"tax":{"amount":"0.10","currency":"EUR"},"discount":{"amount":"0.10","currency":"EUR"},"gift_wrap":{"amount":"0.10","currency":"EUR"},"gift_wrap_level":"Classic","is_gift":true,"condition":"New","ioss_number":"IM2760000000","cancel_requested":true,"cancel_reason":"BUYER_CANCEL"},{"id":"2","sku":"SKU ñ​''\";--","asin":"B000000001","title":"Título — “largo”\u0000\n","quantity":3,"quantity_shipped":1,"price":{"amount":"0.10","currency":"EUR"},"shipping":{"amount":"0.10","currency":"EUR"},"tax":{"amount":"0.10","currency":"EUR"},"discount":{"amount":"0.10","currency":"EUR"},"gift_wrap":{"amount":"0.10","currency":"EUR"},"gift_wrap_level":"Classic","is_gift":true,"condition":"New","ioss_number":"IM2760000000","cancel_requested":true,"cancel_reason":"BUYER_CANCEL"}],"packages":[{"reference":"1","status":"SHIPPED","detailed_status":"IN_TRANSIT","carrier":"SEUR","service":"24","created_at":"2026-03-01T01:00:00Z","shipped_at":"2026-03-01T02:00:00Z","items":[["1",3]]}],"personal":null}',NULL);
INSERT INTO "orders" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T02:00:00.000000+00:00','2026-03-01T02:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','','12.30','EUR',2,'{"id":"404-0000002-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T02:00:00Z","updated_at":"2026-03-01T02:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"21","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}',NULL);
INSERT INTO "orders" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T03:00:00.000000+00:00','2026-03-01T03:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','ES','12.30','EUR',2,'{"id":"404-0000003-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T03:00:00Z","updated_at":"2026-03-01T03:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"31","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}','2026-11-24T15:52:09.074292+00:00');
CREATE TABLE personal (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "personal" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','2026-03-01T01:00:00.000000+00:00',X'0113579EC4CDB6922AB25B46C432388ED3978FB94299842592C93887386431387A719DFB327CBEECA0DD4546CAD4993883826E1FAD356DABB20B6D3717',X'01AC1B95122636BAD3A6B534E428FD405BFC82BFCBAC82500C1DB91F297067F8F1FA0D7A7A402E5195D0290935C56D6DB3F963DEF63FDABFECF40391E0C9C132512E39E966D4238B4F7DB879D07429251873B5B41FACCF6E63F2387A13A8E5454127215EBCDE8F3194C698CE79457E57A937CB09F432A09E213DB8A8999607668EB0665DC9DB0A722ED4C630A33C34A177479ADD22B5D0B52F00D305B9A07F0E0F7078FDA586BF526C19DBB792B92078FF2E480B23161C995E98B46ACFC55C00F2138C644C5D29728BF13ADE2104AA25AB6ED74CCA4FBB010FED91214AD3054776A9D28BF59B64C4BABBDCD5C13B9E3BE6BF028D166D2F3E1550C01BDDC1B9866672C18D39C3102C42A38C15BFAC53B468159FC3313FCF68AB7C2AED093BF55C4671E8C1D9B58654F4AE0FB30400568B84DB93449247021E4E4C9EE3709617B7B1751D074FDE3DC313A33C01ABE20EB070B92B4F544FEC19B443D3AA2639CC38FF4F959EE3AA9D4ACF172D551CD9FD0E9D35608F02FABAF56D0161EBF69AC0C4E4F8245444176D1B18562B681F996CB9254AF02638F253E074E174AFA1A33156DF107B2E92F7E130F50C71');
INSERT INTO "personal" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','2026-03-01T03:00:00.000000+00:00',X'01EE970BBF4D0E5ABA2C62E0949B759A77C8DDBEDE21B19D60F3D16AB0D95FDA49CF8541A2A80C6B4B87DEEB1BDE028F32AE1D3E4382C3E4FD7446AA58',X'016E43B92E5EBF5EE7D640A2B6E112E2F80C4C50FF6FD2C025C1AE7958719687C383D02AD3D9058669DB00514AA3C00FD8D908CEAE81A3D74C909B784ABBD8993F1B6CAD2D6A81FD4C19B3BAE446A792200EC8D4A5ED4789E445EC2D628A1550D93A15E7F18F693E9E1BE8356B9E14DA1E4D514AC6AC301350558F6BD581A1B93FD02CF43B4835923936A564C4E49719CD05F924412ED7F858786D9A4F3A7F9D9DF6A2EB0A73B961DC85700EE9F076A1880256347FFF45B60F4608EECA9BE422E6DA00A0D13B410B4A3A4627BF91CBCA3F0FA73E844CA15B1B71F3AB1E1C3B57E6839333B289F1CBB4117DD3564DC1DC52EC7214A80E47A48462C4BB0A2C5A9542E38E4E3E10AA22E2DD599250F1F5D4828EC5542C800FB0D7398D996D1871D6C95B80A48A28E2E6E7B84A589836E111804E2281CE05B42FBAD684BDB5B2EE12A9B7D5D240552C7B1ED6595ACA3AE267A4080C1701FA2AD66A74C9ADE875178A7DE298D8F3A271BC78556C20809DD68B82D4408559B5D0CD48EA78D47E5DF92532826598F22AC6A5D2AF8B43CF88C11C712C5C2C8900F8A494AB0A33D5BBF59653513FDECD74BC2D7965CE26170C51644649E02FCCFD');
CREATE TABLE positions (
        seller TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        since TEXT NOT NULL,
        position TEXT NOT NULL,
        until TEXT,
        PRIMARY KEY (seller, marketplace_ids, since)
    ) STRICT;
INSERT INTO "positions" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00','page 2','2026-03-05T04:00:00.000000+00:00');
CREATE TABLE quotas (
        scope TEXT NOT NULL,
        operation TEXT NOT NULL,
        tokens REAL NOT NULL,
        at REAL NOT NULL,
        rate REAL NOT NULL,
        burst REAL NOT NULL,
        PRIMARY KEY (scope, operation)
    ) STRICT;
CREATE TABLE repair_feeds (
        id INTEGER PRIMARY KEY,
        plan_id INTEGER NOT NULL REFERENCES repair_plans ON DELETE CASCADE,
        intended_at TEXT NOT NULL,
        feed_id TEXT,
        collected_at TEXT
    ) STRICT;
CREATE TABLE repair_plans (
        id INTEGER PRIMARY KEY,
        seller TEXT NOT NULL,
        created_at TEXT NOT NULL,
        verified_by TEXT NOT NULL,
        undoes INTEGER REFERENCES repair_plans
    ) STRICT;
CREATE TABLE repairs (
        id INTEGER PRIMARY KEY,
        plan_id INTEGER NOT NULL REFERENCES repair_plans ON DELETE CASCADE,
        sku TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        product_type TEXT NOT NULL,
        attribute TEXT NOT NULL,
        weight TEXT NOT NULL,
        title TEXT NOT NULL,
        before TEXT NOT NULL,
        state TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        submission_id TEXT NOT NULL,
        issues TEXT NOT NULL,
        feed INTEGER REFERENCES repair_feeds
    ) STRICT;
CREATE TABLE run_events (
        id INTEGER PRIMARY KEY,
        run_id INTEGER NOT NULL REFERENCES runs ON DELETE CASCADE,
        at TEXT NOT NULL,
        connection TEXT NOT NULL,
        level TEXT NOT NULL,
        text TEXT NOT NULL
    ) STRICT;
INSERT INTO "run_events" VALUES(1,1,'2026-11-24T15:52:09.080617+00:00','acme','warning','text');
CREATE TABLE runs (
        id INTEGER PRIMARY KEY,
        command TEXT NOT NULL,
        names TEXT NOT NULL,
        process TEXT NOT NULL,
        started_at TEXT NOT NULL,
        finished_at TEXT,
        status TEXT NOT NULL,
        exit_code INTEGER,
        summary TEXT NOT NULL
    ) STRICT;
INSERT INTO "runs" VALUES(1,'import','["acme"]','11751 412774','2026-11-24T15:52:09.080534+00:00','2026-11-24T15:52:09.080663+00:00','success',0,'{"new": 1}');
CREATE TABLE tokens (scope TEXT PRIMARY KEY, sealed BLOB NOT NULL, expires_at TEXT NOT NULL) STRICT;
INSERT INTO "tokens" VALUES('scope',X'01549CE00037C76D06E3C45622A6EF184C2D8F031C88B5D54DD22FD38924EC9404E17FF4407CE2','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE weight_overrides (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        weight TEXT NOT NULL,
        set_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "weight_overrides" VALUES('A2EXAMPLE12345@eu','SKU-2','A1RKKUPIHCS9HS','0.45 kilograms','2026-11-24T15:52:09.082783+00:00');
CREATE INDEX orders_by_age ON orders (created_at, seller, order_id);
CREATE INDEX orders_by_marketplace ON orders (seller, marketplace_id, created_at, order_id);
CREATE INDEX run_events_by_run ON run_events (run_id);
CREATE INDEX missing_weights_by_sku ON missing_weights (seller, marketplace_id, sku);
CREATE INDEX orders_open ON orders (seller, marketplace_id, order_id)
        WHERE status IN ('UNSHIPPED', 'PARTIALLY_SHIPPED') AND fulfilled_by = 'MERCHANT';
CREATE INDEX repairs_by_state ON repairs (plan_id, state, id);
COMMIT;
