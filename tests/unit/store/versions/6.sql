BEGIN TRANSACTION;
CREATE TABLE answers (clock TEXT PRIMARY KEY, refused_at TEXT, code TEXT NOT NULL, accepted_at TEXT) STRICT;
INSERT INTO "answers" VALUES('authorization A@eu/sp-api','2026-11-27T04:37:17.177425+00:00','invalid_grant',NULL);
CREATE TABLE archived_orders (
        archive_id TEXT NOT NULL REFERENCES archives ON DELETE CASCADE,
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        version TEXT NOT NULL,
        PRIMARY KEY (order_id, seller, archive_id),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "archived_orders" VALUES('A-2025-1','404-0000001-0000001','A2EXAMPLE12345@eu','9999');
CREATE TABLE archives (
        id TEXT PRIMARY KEY,
        seller TEXT NOT NULL,
        year INTEGER NOT NULL,
        place TEXT NOT NULL,
        state TEXT NOT NULL,
        created_at TEXT NOT NULL,
        expires_on TEXT NOT NULL,
        orders INTEGER NOT NULL,
        size INTEGER NOT NULL,
        sha256 TEXT NOT NULL,
        manifest_sha256 TEXT NOT NULL,
        proof_sha256 TEXT NOT NULL,
        verified_at TEXT,
        expired_at TEXT
    ) STRICT;
INSERT INTO "archives" VALUES('A-2025-1','A2EXAMPLE12345@eu',2025,'folder:/archive','verified','2026-03-01T01:00:00.000000+00:00','2032-01-01',1,2,'a','b','c','2026-11-27T04:37:17.180348+00:00',NULL);
CREATE TABLE asked_skus (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "asked_skus" VALUES('A2EXAMPLE12345@eu','SKU-3','A1RKKUPIHCS9HS','2026-11-27T04:37:17.173965+00:00');
CREATE TABLE catalogue_weights (
        asin TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        package TEXT,
        item TEXT,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (asin, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "catalogue_weights" VALUES('B000000001','A1RKKUPIHCS9HS',NULL,NULL,'2026-11-27T04:37:17.163326+00:00');
CREATE TABLE consents (
    state TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    asked_at TEXT NOT NULL
) STRICT;
INSERT INTO "consents" VALUES('4ba69735ca53765ed6a709edb56c6ea236b7193a3b29a6b390c346f0f4340e4e','renew acme','https://example.com/','2026-11-27T04:37:17.242598+00:00');
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
INSERT INTO "listings" VALUES('A2EXAMPLE12345@eu','SKU-1','A1RKKUPIHCS9HS','B000000001','Taza azul','','','MERCHANT',NULL,NULL,NULL,'0.45 kilograms',NULL,NULL,NULL,'2026-11-27T04:37:17.162497+00:00');
CREATE TABLE marks (
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        complete_until TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_id)
    ) STRICT;
INSERT INTO "marks" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00');
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
INSERT INTO "meta" VALUES('key_check',X'0122AB3F08CAA66ED67E2776FEBC29E9E3B251585A8E4982E1F11CCE24');
INSERT INTO "meta" VALUES('key_since',X'323032362D31312D32375430343A33373A31372E3133363833352B30303A3030');
CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
INSERT INTO "migrations" VALUES(1,'2026-11-27T04:37:17.060422+00:00');
INSERT INTO "migrations" VALUES(2,'2026-11-27T04:37:17.066069+00:00');
INSERT INTO "migrations" VALUES(3,'2026-11-27T04:37:17.066813+00:00');
INSERT INTO "migrations" VALUES(4,'2026-11-27T04:37:17.067581+00:00');
INSERT INTO "migrations" VALUES(5,'2026-11-27T04:37:17.068139+00:00');
INSERT INTO "migrations" VALUES(6,'2026-11-27T04:37:17.068681+00:00');
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
INSERT INTO "order_weights" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T04:37:17.175377+00:00');
INSERT INTO "order_weights" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T04:37:17.175377+00:00');
INSERT INTO "order_weights" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T04:37:17.175377+00:00');
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
INSERT INTO "orders" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T03:00:00.000000+00:00','2026-03-01T03:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','ES','12.30','EUR',2,'{"id":"404-0000003-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T03:00:00Z","updated_at":"2026-03-01T03:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"31","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}','2026-11-27T04:37:17.139069+00:00');
CREATE TABLE outbox (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        state TEXT NOT NULL,
        integration_id INTEGER NOT NULL,
        fingerprint TEXT NOT NULL,
        sendcloud_id INTEGER,
        sent_at TEXT,
        version_at TEXT,
        changed_at TEXT NOT NULL,
        attempts INTEGER NOT NULL,
        reason TEXT NOT NULL,
        detail TEXT NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "outbox" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','verified',4711,'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',700001,'2026-03-01T01:00:00.000000+00:00','2026-03-01T02:00:00.000000+00:00','2026-11-27T04:37:17.184088+00:00',1,'','');
CREATE TABLE personal (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "personal" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','2026-03-01T01:00:00.000000+00:00',X'01C13AF4D90A8FD7C92C09B4203A575967B8CCB39C5512BF87614202DAFDB9560BE494DFDEBB757FFFD75F730866F755614125CAF11D2964A92453C0C1',X'0126A9B7BFA87E1979A6902536BB773DDE2FBB5783EB408E042EC4660A0A7AFEA7FB4204DAEF5042820D509461D67EDC54C0797F1B593BE8530890A494C28C1B5B7285925190CAD872732990FE330571513C614A8F6027F2684818D9DFF1A6CB6DABC13C4C2F813BB9F47E78D7F3E0F480CA76A43B3AA4460C76938B52333533C60CCBD320B74D6FE86D12542658EADCFD141DC67FDF0125E0B28BCCDC4BF6813F849656CAE4B3F2625872666DADD348B1C0B9BFA972D9CB3CADC8751CE4CA3940AF2C3BDB56FEF8C232C3BE7A09780F192977072089836F61D14AF8EBAE5C6D6E1C5117F461120818123F671E342EFB8BA67BA9D41566D1331758C27A6786BE0176E9CC968A6EB407A3180E517E0B0C8FDF82BCF78CFC1D2ADB1A613D843FB4E107C49EC97C22ADA68B8383F391DAC65EA5F12F0D98C3C97AC90E04A5DE351CF2CF5D75B7B538BE17E3AEA4B1F6997A8FF585C29C2F25A1BB0B06266EB6CD86A74BDC17A9697140998F214A21E5AD457AD22B1447C70878260F4CC55DF63500CCA83E50A6C34A34E032876820795B9A18FEF77C36665E6355A5CA93DDBE909396298345B34B8E3C8AF6FE');
INSERT INTO "personal" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','2026-03-01T03:00:00.000000+00:00',X'01AF8BF24ADE5F629DA2634C62870D872D570BB1E0E0E2EB0EAECFBDAE73CBE6B3BA40C02CD63599F21108E22F5945F77C19D64CE2D31D2FFFF7EFB337',X'01294A2F780CF3F8DBB826C800352A50CB8DBF0AFE78519248C81742590317867B931CB526F3919BD3A0F6E2E7BB8936CA9D7472F9FACA7B8D5E73410DAE337B2A55578F42FE1E85D2139E819276AFA64075FE8A55469E72A921A8D601E1EA535EFF5247316456D1DC664F65D53F2C4686091D34D75D64910E941E314F387BD3F1AF4C5B7DF6098B030D03572AC920DF758BCFF24DE4AA79387A11F086A4404A8E1ECE26FFA74D568BCE873D9598B0EF20592CA02E328431B164EADAEB5A4D7B436C0C551CA0C0BF87DAC4935584B72DD4B9442658F1DBC9AA6371DB79746A4C676503B40CC489DF45667E62F4542C7532845DD69A29AF4D737EA1E2D280A9A097EA13ADE9F8C340F186DCAC050B8F18BDAB42BC77B1E092F1C36E73F408C7A3FBF208FB54EABD4448E60A069402F4D15C3500DEF59C13C33A42064E30C86B70ADB5F4F731EDDBC2D9B1137B70CB62E9F00339E2D3675A88E58619C00522FEDEDEE8F213C2B219C38FDD985720CDE115882D2C6DC7FD42066D416A71AAD6744A8CFFEF7CA0809F0EB57E4F48003668F8C50923EDFCD33C8FBB2B7B585B4C895660610E17D0AF42654424A972F7FD905878AAC87D6D99');
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
CREATE TABLE rehearsals (
        id INTEGER PRIMARY KEY,
        archive_id TEXT NOT NULL,
        at TEXT NOT NULL,
        orders INTEGER NOT NULL
    ) STRICT;
INSERT INTO "rehearsals" VALUES(1,'A-2025-1','2026-11-27T04:37:17.180504+00:00',1);
CREATE TABLE reminders (
        channel TEXT NOT NULL,
        clock TEXT NOT NULL,
        occasion TEXT NOT NULL,
        said_for TEXT NOT NULL,
        claimed_for TEXT,
        claimed_at TEXT,
        claim TEXT,
        PRIMARY KEY (channel, clock, occasion)
    ) STRICT;
INSERT INTO "reminders" VALUES('mail','authorization A@eu/sp-api','2026-03-02','2026-03-01',NULL,NULL,NULL);
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
INSERT INTO "run_events" VALUES(1,1,'2026-11-27T04:37:17.157039+00:00','acme','warning','text');
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
INSERT INTO "runs" VALUES(1,'import','["acme"]','21050 161510','2026-11-27T04:37:17.156789+00:00','2026-11-27T04:37:17.157175+00:00','success',0,'{"new": 1}');
CREATE TABLE secret_requests (
    client_id TEXT PRIMARY KEY,
    asked_at TEXT NOT NULL,
    accepted_at TEXT
) STRICT;
INSERT INTO "secret_requests" VALUES('amzn1.client','2026-11-27T04:37:17.246080+00:00',NULL);
CREATE TABLE tokens (scope TEXT PRIMARY KEY, sealed BLOB NOT NULL, expires_at TEXT NOT NULL) STRICT;
INSERT INTO "tokens" VALUES('scope',X'01FBAFF2152774E37EDFAE779FA22340FB1D0F77036BFE9B119AEE9C75DE3E4F84BA636D7649C2','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE weight_overrides (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        weight TEXT NOT NULL,
        set_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "weight_overrides" VALUES('A2EXAMPLE12345@eu','SKU-2','A1RKKUPIHCS9HS','0.45 kilograms','2026-11-27T04:37:17.163496+00:00');
CREATE INDEX orders_by_age ON orders (created_at, seller, order_id);
CREATE INDEX orders_by_marketplace ON orders (seller, marketplace_id, created_at, order_id);
CREATE INDEX run_events_by_run ON run_events (run_id);
CREATE INDEX missing_weights_by_sku ON missing_weights (seller, marketplace_id, sku);
CREATE INDEX orders_open ON orders (seller, marketplace_id, order_id)
        WHERE status IN ('UNSHIPPED', 'PARTIALLY_SHIPPED') AND fulfilled_by = 'MERCHANT';
CREATE INDEX repairs_by_state ON repairs (plan_id, state, id);
CREATE INDEX archived_orders_by_archive ON archived_orders (archive_id);
CREATE INDEX outbox_by_state ON outbox (state, seller, marketplace_id);
COMMIT;
