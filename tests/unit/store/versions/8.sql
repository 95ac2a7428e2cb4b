BEGIN TRANSACTION;
CREATE TABLE accesses (
        id INTEGER PRIMARY KEY,
        at TEXT NOT NULL,
        command TEXT NOT NULL,
        user TEXT NOT NULL,
        purpose TEXT NOT NULL,
        opened INTEGER NOT NULL,
        ended_at TEXT
    ) STRICT;
CREATE TABLE answers (clock TEXT PRIMARY KEY, refused_at TEXT, code TEXT NOT NULL, accepted_at TEXT) STRICT;
INSERT INTO "answers" VALUES('authorization A@eu/sp-api','2026-11-27T04:55:23.354559+00:00','invalid_grant',NULL);
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
INSERT INTO "archives" VALUES('A-2025-1','A2EXAMPLE12345@eu',2025,'folder:/archive','verified','2026-03-01T01:00:00.000000+00:00','2032-01-01',1,2,'a','b','c','2026-11-27T04:55:23.361917+00:00',NULL);
CREATE TABLE asked_skus (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "asked_skus" VALUES('A2EXAMPLE12345@eu','SKU-3','A1RKKUPIHCS9HS','2026-11-27T04:55:23.351414+00:00');
CREATE TABLE catalogue_weights (
        asin TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        package TEXT,
        item TEXT,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (asin, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "catalogue_weights" VALUES('B000000001','A1RKKUPIHCS9HS',NULL,NULL,'2026-11-27T04:55:23.332922+00:00');
CREATE TABLE certificates (
        number INTEGER PRIMARY KEY,
        document TEXT NOT NULL,
        signature BLOB NOT NULL
    ) STRICT;
INSERT INTO "certificates" VALUES(1,'{"certificate":1,"issued_at":"2026-11-27T04:55:23.406174Z","program":"mwslink 0.1.0","method":"AES-256-GCM data keys and ciphertexts deleted with SQLite secure_delete (overwritten with zeros), write-ahead log truncated (NIST SP 800-88: cryptographic erase)","erased":[{"seller":"A2EXAMPLE12345@eu","what":"personal","reason":"request","count":1,"first_erased_at":"2026-11-27T04:55:23.394172+00:00","last_erased_at":"2026-11-27T04:55:23.394172+00:00","newest_purchase_at":"2026-03-01T03:00:00.000000+00:00","list_sha256":"83f9b039f85f01b4e8c700bd46f674f2ed4f4ba42ab5e655313d1e35826f19a1"}],"previous_sha256":null,"public_key":"e3d51515b7f8286f625a29dbd12a22944a7f0e64c7c58e25b25c4440e399856c"}',X'95E5FA6852803C69E91F2EC388D0352B31079C0C96870CF13F2052D584EFB8C6ADCCD6FD4E58E7F905F823762D5D7E92C918EA772750180DBC4C565C0CC55307');
CREATE TABLE confirmation_feeds (
        id INTEGER PRIMARY KEY,
        seller TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        intended_at TEXT NOT NULL,
        feed_id TEXT,
        collected_at TEXT
    ) STRICT;
INSERT INTO "confirmation_feeds" VALUES(1,'A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-11-27T04:55:23.426705+00:00','F1',NULL);
CREATE TABLE consents (
    state TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    asked_at TEXT NOT NULL
) STRICT;
INSERT INTO "consents" VALUES('4ba69735ca53765ed6a709edb56c6ea236b7193a3b29a6b390c346f0f4340e4e','renew acme','https://example.com/','2026-11-27T04:55:23.381317+00:00');
CREATE TABLE endings (seller TEXT PRIMARY KEY, ended_at TEXT NOT NULL, cause TEXT NOT NULL) STRICT;
INSERT INTO "endings" VALUES('A2EXAMPLE12345@na','2026-03-01T09:00:00.000000+00:00','removed');
CREATE TABLE erasure_requests (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        requested_at TEXT NOT NULL,
        is_whole TEXT,
        sendcloud_at TEXT,
        PRIMARY KEY (order_id, seller)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "erasure_requests" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','2026-11-27T04:55:23.393500+00:00',NULL,NULL);
CREATE TABLE erasures (
        id INTEGER PRIMARY KEY,
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        what TEXT NOT NULL,
        reason TEXT NOT NULL,
        due_at TEXT NOT NULL,
        erased_at TEXT NOT NULL,
        created_at TEXT NOT NULL,
        certificate INTEGER REFERENCES certificates
    ) STRICT;
INSERT INTO "erasures" VALUES(1,'404-0000003-0000001','A2EXAMPLE12345@eu','personal','request','2026-03-01T05:00:00.000000+00:00','2026-11-27T04:55:23.394172+00:00','2026-03-01T03:00:00.000000+00:00',1);
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
INSERT INTO "listings" VALUES('A2EXAMPLE12345@eu','SKU-1','A1RKKUPIHCS9HS','B000000001','Taza azul','','','MERCHANT',NULL,NULL,NULL,'0.45 kilograms',NULL,NULL,NULL,'2026-11-27T04:55:23.332043+00:00');
CREATE TABLE marks (
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        complete_until TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_id)
    ) STRICT;
INSERT INTO "marks" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00');
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
INSERT INTO "meta" VALUES('key_check',X'01E1DE5292E5E4E013B38F1FDE43D4B8E7390806D983A0C59DB29E5275');
INSERT INTO "meta" VALUES('key_since',X'323032362D31312D32375430343A35353A32332E3238313239362B30303A3030');
INSERT INTO "meta" VALUES('secret:certificates',X'011E97972BDBB4B4BF13AC27AAF6D2BCC38F0C3B76874A6AE95743AE64517AD2DB6D70C8209EA40BEC7E40ED3EBFB8C46DFC3AB6BB0AB9EE31E64A0166');
CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
INSERT INTO "migrations" VALUES(1,'2026-11-27T04:55:23.195327+00:00');
INSERT INTO "migrations" VALUES(2,'2026-11-27T04:55:23.197878+00:00');
INSERT INTO "migrations" VALUES(3,'2026-11-27T04:55:23.198449+00:00');
INSERT INTO "migrations" VALUES(4,'2026-11-27T04:55:23.199017+00:00');
INSERT INTO "migrations" VALUES(5,'2026-11-27T04:55:23.199431+00:00');
INSERT INTO "migrations" VALUES(6,'2026-11-27T04:55:23.199790+00:00');
INSERT INTO "migrations" VALUES(7,'2026-11-27T04:55:23.205548+00:00');
INSERT INTO "migrations" VALUES(8,'2026-11-27T04:55:23.207437+00:00');
CREATE TABLE milestones (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        shipped_by TEXT,
        delivered_by TEXT,
        PRIMARY KEY (order_id, seller)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "milestones" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','2026-03-01T03:00:00.000000+00:00',NULL);
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
INSERT INTO "order_weights" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T04:55:23.352823+00:00');
INSERT INTO "order_weights" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T04:55:23.352823+00:00');
INSERT INTO "order_weights" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T04:55:23.352823+00:00');
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
INSERT INTO "orders" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T03:00:00.000000+00:00','2026-03-01T03:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','ES','12.30','EUR',2,'{"id":"404-0000003-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T03:00:00Z","updated_at":"2026-03-01T03:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"31","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}','2026-11-27T04:55:23.283239+00:00');
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
INSERT INTO "outbox" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','verified',4711,'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',700001,'2026-03-01T01:00:00.000000+00:00','2026-03-01T02:00:00.000000+00:00','2026-11-27T04:55:23.365848+00:00',1,'','');
CREATE TABLE parcel_hints (
        parcel_id TEXT PRIMARY KEY,
        cause TEXT NOT NULL,
        at TEXT NOT NULL,
        version TEXT NOT NULL,
        order_number TEXT NOT NULL
    ) STRICT;
INSERT INTO "parcel_hints" VALUES('2','webhook','2026-11-27T04:55:23.431905+00:00','1','');
CREATE TABLE parcel_labels (
        parcel_id TEXT NOT NULL,
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (parcel_id, seller),
        FOREIGN KEY (parcel_id, seller) REFERENCES parcels ON DELETE CASCADE
    ) STRICT;
INSERT INTO "parcel_labels" VALUES('380000001','404-0000001-0000001','A2EXAMPLE12345@eu',X'015A4426E2BEC2DE011ACEE8DCB057FD286FA88D29AB2366DCA15138F0205B48976A3DA1BEA58523D5230527E5B0E6822017BE3E8840D6CAA269DF54B1',X'01F262E858CD604C5F0A3D28C2F4E9C7CCA9844C59BD4D770070CA2BCB2503A062942C19EA3D9111FB5AFE39CDBAC3ADC3B5B6C93F5DF23000B6AA90C6C78BFA078173E13C1ED0F5794719D3B5A39C2E3B12995C95BC41F702EFF5536E861A6EA32ABBCD77CD637A9DD97A9486C490450A52875AFD6FC1FDDD580ED5B78C2CAB55D76F74D5DFB9B2BFCB056F601C82B088852CAD3F5DD1FCC8B5EDED2D2153E0C000EA439BEE997FD95DC3761D6A8A2BD1A78923BD57A4613FA1182ED9918F3284D69E255B9CF411F17256E802B91814D6C33CB0C0C590D6C785DE5226A3DEC0B586E9B48154D3A980CCD56A57910CA103358C88013BA93EFFF9A777942D8447AFBC57E95CE48A20032C0A8E82E49DD6DABBCA2846F1C497ADB8ADFF1252436DC3A8C7769DE8D07475319911C0F7675913B382984FDBBBF991B9AB9269B27CDC7BCAE0FCE90894D66DDDCB1408D9F6F94163649A976E5C3F35D0D95C6DE56D2D6EE6216D238EC8D2AEB9F5D7099C4015D436D01F81052D024ACDE262FB964C1BD47C5463E889800E6C1FDBD76FAE240343823E42E3170342E4F3CC6222F319D407BB614F99F8F4FBDF3B54AD7B759D3C07B0A7C1A85BD5D8D60C57F56826');
CREATE TABLE parcels (
        parcel_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        order_id TEXT NOT NULL,
        status TEXT NOT NULL,
        state TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        processed_at TEXT,
        told_at TEXT,
        settled_at TEXT,
        reason TEXT NOT NULL,
        text TEXT NOT NULL,
        feed INTEGER,
        feed_place INTEGER,
        PRIMARY KEY (parcel_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "parcels" VALUES('380000001','A2EXAMPLE12345@eu','404-0000001-0000001','READY_TO_SEND','accepted','2026-11-27T04:55:23.427331+00:00',NULL,'2026-11-27T04:55:23.426844+00:00',NULL,'','',1,1);
CREATE TABLE personal (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "personal" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','2026-03-01T01:00:00.000000+00:00',X'015293BF47C3C71A5793D31A87AA267AD74CE0AFAA35AB765DB6BB080C3573EE70A1F1DC2AB8623365F91AA1C581CF0AF96453BB03591618B6550C4C1B',X'01E6859D189A53A8E1E5E0B1A9DC125455D01AE005AE0070C379CB2F80E5AFCFE68D2CF4E83DFFEBD3965554709A35EFB4A52AFA210106DD6E1A78579D4A08642C56A35A1E771DD568F03284C18DBDC8EB08131697AF007B79083E444BC5EC2F4C7121C7720AFDDE059F2CB502E974C83D7D785DD9610D6B256956FC1E3DA5BA1449C9EDE58408872D50C35D2D71CCBA714152C65A01800B12E71F55873F3E2DA6412059271062D9A903E0E9FC0795711CD4D725155FBB40CC85838312C62C004E54CA53C231B4A3F18F77B8985E1E3884786084193BC7A9B6A49870A141447961CF75F5F6B926D4084D8719EAE97069D66CFE9B80360D2C7AC6958D7F1E30CEADF423D7373BE30B6399C109550C04CDB6E6C95226353AE785293DED9B50AB2BD4442D3E7866EFDDAB42C9031F69AB2B71E55098E443A1F8E9D33327CBCE1EE0B438AF4983A5564ED5BC0F9877C645F22EA39D3CF554C65B3A9857028464D200E213679C6F5C914A77F5AB2A849906F370D9769D1D343FD88AF4C492C64684D3158A6AB1DCB1C71D8A301944AE346E9A431C986E74B86FC1AB4AA64C2EE71002EDC319ECC66659DF6EFFF2');
INSERT INTO "personal" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','2026-03-01T03:00:00.000000+00:00',X'017063AF36302D5344A30C3365920BBF6F4C911C968C8C89710775DFCAC8A593468067C625E09EA033E7E1A0C337AFB427D3236CD08E005F885A52328E',X'01E19471A472612219F96E4CA1E6993E4D7F35A13D421779EB991BC0DC941ECD1D975B5ED95AB66B644E772DB445446D228E5DF2F49A3DE323A7CDB593C751B684A9DB6DDAE6327BF35113C63B605F7334FFD1BF4F19EC7A3ECE67DFF548774CEAE2F7B096F6BEB38CDE055FD3F8AC0EB19B2600CEEC343EEC5D29DD4B787A2E65C255865CAFF3766994FF4AFB612CD051AA971A0199638B0E58FAB6B873BF6BA98A7432DB7B541E9430D1D6D4E5062CCA7AB54F911155A58DBC7B55C858528546A6130382B3E1051C08E84CA40642D8B1FDDCBB75C3E18DE1CC467D9D295EB0B581DDE638D62AE6F204F036E7EA87B894243781C3780393BF4B939BEE56D04A006E28D632F534D16DE05B39DA203AF8B4D51914BB6C9465C0CD10BFB823C5D4102F9C00F21BE14816B8C08F7AF023C937BD7CF406A1C5157A9CBB10F3C1E35CA8FA9113A1AD8B5C69267F3F221DA23E7AA98599CC4B07283E39D4F7A09BECA8AC549A3B9FA336B05C06FF7D56F14F1888A1077D770E887740B2DED91A0EDE7B882C051B15E5F205CCB33E8AEC02A714EEE72C7FEF633F6FC4D37EF84477EB8A29128AB6924B8D2A1A262FC5A24392A809FFE6BED503');
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
INSERT INTO "rehearsals" VALUES(1,'A-2025-1','2026-11-27T04:55:23.362065+00:00',1);
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
INSERT INTO "run_events" VALUES(1,1,'2026-11-27T04:55:23.322438+00:00','acme','warning','text');
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
INSERT INTO "runs" VALUES(1,'import','["acme"]','984 270074','2026-11-27T04:55:23.322192+00:00','2026-11-27T04:55:23.322560+00:00','success',0,'{"new": 1}');
CREATE TABLE secret_requests (
    client_id TEXT PRIMARY KEY,
    asked_at TEXT NOT NULL,
    accepted_at TEXT
) STRICT;
INSERT INTO "secret_requests" VALUES('amzn1.client','2026-11-27T04:55:23.389174+00:00',NULL);
CREATE TABLE shipment_marks (source TEXT PRIMARY KEY, changed_until TEXT NOT NULL) STRICT;
INSERT INTO "shipment_marks" VALUES('sendcloud','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE tokens (scope TEXT PRIMARY KEY, sealed BLOB NOT NULL, expires_at TEXT NOT NULL) STRICT;
INSERT INTO "tokens" VALUES('scope',X'01F6EDFACCC7A95815C405580346EE8F84DF76A6297C48ECE8D7020F0AF1950CD32BB9DDF3A9D7','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE weight_overrides (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        weight TEXT NOT NULL,
        set_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "weight_overrides" VALUES('A2EXAMPLE12345@eu','SKU-2','A1RKKUPIHCS9HS','0.45 kilograms','2026-11-27T04:55:23.333158+00:00');
CREATE INDEX orders_by_age ON orders (created_at, seller, order_id);
CREATE INDEX orders_by_marketplace ON orders (seller, marketplace_id, created_at, order_id);
CREATE INDEX run_events_by_run ON run_events (run_id);
CREATE INDEX missing_weights_by_sku ON missing_weights (seller, marketplace_id, sku);
CREATE INDEX orders_open ON orders (seller, marketplace_id, order_id)
        WHERE status IN ('UNSHIPPED', 'PARTIALLY_SHIPPED') AND fulfilled_by = 'MERCHANT';
CREATE INDEX repairs_by_state ON repairs (plan_id, state, id);
CREATE INDEX archived_orders_by_archive ON archived_orders (archive_id);
CREATE INDEX outbox_by_state ON outbox (state, seller, marketplace_id);
CREATE TRIGGER certificates_stay BEFORE DELETE ON certificates
        BEGIN SELECT RAISE(ABORT, 'certificates are never deleted'); END;
CREATE TRIGGER certificates_are_final BEFORE UPDATE ON certificates
        BEGIN SELECT RAISE(ABORT, 'certificates are never changed'); END;
CREATE INDEX erasures_by_order ON erasures (seller, order_id, what);
CREATE INDEX erasures_by_certificate ON erasures (certificate);
CREATE INDEX accesses_by_age ON accesses (at);
CREATE INDEX parcels_by_order ON parcels (order_id, seller);
CREATE INDEX parcels_open ON parcels (seller, order_id) WHERE settled_at IS NULL;
CREATE INDEX parcels_by_feed ON parcels (feed) WHERE feed IS NOT NULL;
CREATE INDEX parcel_labels_by_order ON parcel_labels (order_id, seller);
CREATE INDEX confirmation_feeds_open ON confirmation_feeds (seller) WHERE collected_at IS NULL;
COMMIT;
