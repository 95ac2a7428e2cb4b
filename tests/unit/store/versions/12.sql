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
INSERT INTO "accesses" VALUES(1,'2026-11-27T08:31:13.153167+00:00','','','other',1,'2026-11-27T08:31:13.167218+00:00');
CREATE TABLE answers (clock TEXT PRIMARY KEY, refused_at TEXT, code TEXT NOT NULL, accepted_at TEXT) STRICT;
INSERT INTO "answers" VALUES('authorization A@eu/sp-api','2026-11-27T08:31:13.086232+00:00','invalid_grant',NULL);
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
INSERT INTO "archives" VALUES('A-2025-1','A2EXAMPLE12345@eu',2025,'folder:/archive','verified','2026-03-01T01:00:00.000000+00:00','2032-01-01',1,2,'a','b','c','2026-11-27T08:31:13.087482+00:00',NULL);
CREATE TABLE asked_skus (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "asked_skus" VALUES('A2EXAMPLE12345@eu','SKU-3','A1RKKUPIHCS9HS','2026-11-27T08:31:13.084035+00:00');
CREATE TABLE catalogue_weights (
        asin TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        package TEXT,
        item TEXT,
        asked_at TEXT NOT NULL,
        PRIMARY KEY (asin, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "catalogue_weights" VALUES('B000000001','A1RKKUPIHCS9HS',NULL,NULL,'2026-11-27T08:31:13.075471+00:00');
CREATE TABLE certificates (
        number INTEGER PRIMARY KEY,
        document TEXT NOT NULL,
        signature BLOB NOT NULL
    ) STRICT;
INSERT INTO "certificates" VALUES(1,'{"certificate":1,"issued_at":"2026-11-27T08:31:13.129779Z","program":"mwslink 0.1.0","method":"AES-256-GCM data keys and ciphertexts deleted with SQLite secure_delete (overwritten with zeros), write-ahead log truncated (NIST SP 800-88: cryptographic erase)","erased":[{"seller":"A2EXAMPLE12345@eu","what":"personal","reason":"request","count":1,"first_erased_at":"2026-11-27T08:31:13.118255+00:00","last_erased_at":"2026-11-27T08:31:13.118255+00:00","newest_purchase_at":"2026-03-01T03:00:00.000000+00:00","list_sha256":"b5958093479f66933d9f4d7dfedef192f21892b6dfbf939df80de238d148710b"}],"previous_sha256":null,"public_key":"6b2f8a96df7054649c07066d474856c5c791dabe66c8547ee7a3284dfadfea2d"}',X'4D57C64F7BF10D57B50A88E1E0CBC63AACF83C09FF8A88BDF04810A95F306591348ADEB55CF061799B96767D96601574EFE1F3911F716EA862F6BA794BE9D609');
CREATE TABLE confirmation_feeds (
        id INTEGER PRIMARY KEY,
        seller TEXT NOT NULL,
        marketplace_ids TEXT NOT NULL,
        intended_at TEXT NOT NULL,
        feed_id TEXT,
        collected_at TEXT
    ) STRICT;
INSERT INTO "confirmation_feeds" VALUES(1,'A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-11-27T08:31:13.153790+00:00','F1',NULL);
CREATE TABLE consents (
    state TEXT PRIMARY KEY,
    subject TEXT NOT NULL,
    redirect_uri TEXT NOT NULL,
    asked_at TEXT NOT NULL
) STRICT;
INSERT INTO "consents" VALUES('4ba69735ca53765ed6a709edb56c6ea236b7193a3b29a6b390c346f0f4340e4e','renew acme','https://example.com/','2026-11-27T08:31:13.104845+00:00');
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
INSERT INTO "erasure_requests" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','2026-11-27T08:31:13.117557+00:00',NULL,NULL);
CREATE TABLE "erasures" (
        id INTEGER PRIMARY KEY,
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        what TEXT NOT NULL,
        reason TEXT NOT NULL,
        due_at TEXT NOT NULL,
        erased_at TEXT NOT NULL,
        created_at TEXT NOT NULL,
        certificate INTEGER NOT NULL
    ) STRICT;
INSERT INTO "erasures" VALUES(1,'404-0000003-0000001','A2EXAMPLE12345@eu','personal','request','2026-03-01T05:00:00.000000+00:00','2026-11-27T08:31:13.118255+00:00','2026-03-01T03:00:00.000000+00:00',1);
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
INSERT INTO "listings" VALUES('A2EXAMPLE12345@eu','SKU-1','A1RKKUPIHCS9HS','B000000001','Taza azul','','','MERCHANT',NULL,NULL,NULL,'0.45 kilograms',NULL,NULL,NULL,'2026-11-27T08:31:13.074938+00:00');
CREATE TABLE marks (
        seller TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        complete_until TEXT NOT NULL,
        PRIMARY KEY (seller, marketplace_id)
    ) STRICT;
INSERT INTO "marks" VALUES('A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-03T02:00:00.000000+00:00');
CREATE TABLE meta (name TEXT PRIMARY KEY, value BLOB NOT NULL) STRICT;
INSERT INTO "meta" VALUES('key_check',X'01FDF7A35339B2F34390F26CECCA220C6266900DCB88BE318E4897602F');
INSERT INTO "meta" VALUES('key_since',X'323032362D31312D32375430383A33313A31332E3036353332332B30303A3030');
INSERT INTO "meta" VALUES('secret:certificates',X'01F3B4409E48DA24A4DB7E67EB36A6C4A95B822112D3EDBC814219CD5620554E1538DDE8DA72A08E299F8A2A79B329D04B81BEBB568983A250BDDCEC04');
CREATE TABLE migrations (number INTEGER PRIMARY KEY, applied_at TEXT NOT NULL) STRICT;
INSERT INTO "migrations" VALUES(1,'2026-11-27T08:31:12.972116+00:00');
INSERT INTO "migrations" VALUES(2,'2026-11-27T08:31:12.985301+00:00');
INSERT INTO "migrations" VALUES(3,'2026-11-27T08:31:12.985923+00:00');
INSERT INTO "migrations" VALUES(4,'2026-11-27T08:31:12.986651+00:00');
INSERT INTO "migrations" VALUES(5,'2026-11-27T08:31:12.987099+00:00');
INSERT INTO "migrations" VALUES(6,'2026-11-27T08:31:12.987474+00:00');
INSERT INTO "migrations" VALUES(7,'2026-11-27T08:31:12.992897+00:00');
INSERT INTO "migrations" VALUES(8,'2026-11-27T08:31:12.994375+00:00');
INSERT INTO "migrations" VALUES(9,'2026-11-27T08:31:12.994846+00:00');
INSERT INTO "migrations" VALUES(10,'2026-11-27T08:31:12.996106+00:00');
INSERT INTO "migrations" VALUES(11,'2026-11-27T08:31:13.001006+00:00');
INSERT INTO "migrations" VALUES(12,'2026-11-27T08:31:13.002904+00:00');
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
INSERT INTO "order_weights" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T08:31:13.085354+00:00');
INSERT INTO "order_weights" VALUES('404-0000002-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T08:31:13.085354+00:00');
INSERT INTO "order_weights" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','900.00','listing','2026-11-27T08:31:13.085354+00:00');
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
INSERT INTO "orders" VALUES('404-0000003-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','2026-03-01T03:00:00.000000+00:00','2026-03-01T03:00:00.000000+00:00',NULL,'UNSHIPPED','MERCHANT','ES','12.30','EUR',2,'{"id":"404-0000003-0000001","marketplace_id":"A1RKKUPIHCS9HS","created_at":"2026-03-01T03:00:00Z","updated_at":"2026-03-01T03:00:00Z","status":"UNSHIPPED","fulfilled_by":"MERCHANT","service_level":"","sales_channel":"","seller_order_id":"","programs":[],"replaces":"","ship_by":{"earliest":null,"latest":null},"deliver_by":{"earliest":null,"latest":null},"total":{"amount":"12.30","currency":"EUR"},"items":[{"id":"31","sku":"SKU-1","asin":"B000000001","title":"version 0","quantity":2,"quantity_shipped":0,"price":null,"shipping":null,"tax":null,"discount":null,"gift_wrap":null,"gift_wrap_level":"","is_gift":false,"condition":"","ioss_number":"","cancel_requested":false,"cancel_reason":""}],"packages":[],"personal":null}',NULL);
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
        detail TEXT NOT NULL, weighed_at TEXT, address_mark TEXT NOT NULL DEFAULT '', weight_mark TEXT NOT NULL DEFAULT '',
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "outbox" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','A1RKKUPIHCS9HS','verified',4711,'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff',700001,'2026-03-01T01:00:00.000000+00:00','2026-03-01T02:00:00.000000+00:00','2026-11-27T08:31:13.095831+00:00',1,'','','2026-03-01T01:00:00.000000+00:00','','');
CREATE TABLE parcel_hints (
        parcel_id TEXT PRIMARY KEY,
        cause TEXT NOT NULL,
        at TEXT NOT NULL,
        version TEXT NOT NULL,
        order_number TEXT NOT NULL
    ) STRICT;
INSERT INTO "parcel_hints" VALUES('2','webhook','2026-11-27T08:31:13.155133+00:00','1','');
CREATE TABLE parcel_labels (
        parcel_id TEXT NOT NULL,
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (parcel_id, seller),
        FOREIGN KEY (parcel_id, seller) REFERENCES parcels ON DELETE CASCADE
    ) STRICT;
INSERT INTO "parcel_labels" VALUES('380000001','404-0000001-0000001','A2EXAMPLE12345@eu',X'0186CE19688E9296792E50CDA95B5400922B9E8FD8A591BA9A27B96E84D36C67CB546181942DB45CD577FA3BB43E3D5F5E4B0052C2348B9DB4B33D480C',X'011F661F900F5FFEBDE5E59D05BF6B53508C10AB9BA43E654DE4BBF53747471C1B88E43425C0247D1F530127ABCD15CD6999A83AC65ABEDF6BB546A8F1E13E492C499219BAB0B0C0336B95FBAEB5FB26613E87654ADA7B2D2D76B6D75E6FD843BF8ADB33852AB2D8D6E36363FED533C2CCFBC6AEF86068F2EE67BC9D9AC9E6D1D3C9442DB6C9BAF7E74127B75083BCD906B3B3FBF88C13FF1E7AA577B17CD856D6C4B6C1047D24DE76A216734339F3B7424F163124ACAD3176719BC61CB788A060E267707DF23A72A769D871003FAA594099B147DA799987AC23BBD7DB05728A653B9297F20DA9DA800320F7F05D306133EEC2B1E6B13FD365AD6FE3BF5200EB53526EAAFE9400B6AC4F207ECDF4114992D32E2D7AAA4A29149A8A64100DCF2A965A9B5D9449477DECA838D0AA3D83FDA52237B0317B0B543D53588E83BF86257FA1DE22D98E181F78344270CAA8531ED4D6B62F1307345D287F4DF09939AD6F7830D2C8FCA335E4C70E5BD990ECDC0387ABA7493B49892D248103DE24372942B61E35FEB7F1CD7A95B569E4B311F556BE84340C84129F5C6963392E3D0330120CD456263D6A64982F743DB72489BFEA13701A1DAA2352FC1672B69FB151');
CREATE TABLE parcel_weights (
        parcel_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        order_id TEXT NOT NULL,
        sku TEXT NOT NULL,
        grams TEXT NOT NULL,
        units INTEGER NOT NULL,
        shipped_at TEXT NOT NULL,
        PRIMARY KEY (parcel_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "parcel_weights" VALUES('380000001','A2EXAMPLE12345@eu','404-0000002-0000001','SKU-1','900.5',2,'2026-03-01T01:00:00.000000+00:00');
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
INSERT INTO "parcels" VALUES('380000001','A2EXAMPLE12345@eu','404-0000001-0000001','READY_TO_SEND','accepted','2026-11-27T08:31:13.154410+00:00',NULL,'2026-11-27T08:31:13.153961+00:00',NULL,'','',1,1);
CREATE TABLE personal (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        data_key BLOB NOT NULL,
        sealed BLOB NOT NULL,
        PRIMARY KEY (order_id, seller),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT;
INSERT INTO "personal" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','2026-03-01T01:00:00.000000+00:00',X'011EDA18B1BEF58FA2CF14C1B913E7B382F9E398E8A64D1E8183EFA7CA38BA409958A85BB590A286618807568EEE1AE257B7CEEE0153012D958AF3DF36',X'01092DE84D4C6BCC0C430D2297D1A6123770281846F78556ED1DE26F3AB22EB2A1A7D0BA406A91E3C0504DC4BC2EC1C66B9A5DB59C2DE2DB4D7A9BFCAA7AC3D626425225D79E07CC810BE50B8BEEBA030A5F870DD415E6F80785CB2BBFED4D4176FEB6F68199CE90754FE62107CE8EB6BC6AAD07EE9F289C27FF6DF774917A3030CDD84ABA570DC974D64FBB75AAC1AE40D1305D1AE7B464107153F302F3324B5A889A6D172B849B84F1B61D634985FD1513ED969363A2FBC0ADEAAF58124059F7865AA014A442685F21F992F54037D69A1816C921A4CAB96ED3D92B142A7C47FD4D1927D00DAEB67E1A598A4BABA257A231AD4E525797A5166DC3AFD3F10A88E94363014422A7ACD44E6EF590C136558BAEA66D9C4C95F22F007B769B0F45F222F2426469F679A1B7C5659E1A2B91EFA4B6DF6899B1C9D4B505BB6BA5660110265A083D27755BCE4BDE577A9444D9FC2253A1F5CCC09F3510BB4A508CEBDAB7AD9E69FFCB6E644E05192EC6F96DA22AEE1AC78EF7C024DB272E21166AAC4312919BB111EF3A66AB8E3843381F9305BD1FB1CF7C489F08DFA88645C69F996F9F1F3B1FC2CD0CAE9F9153C3');
INSERT INTO "personal" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','2026-03-01T03:00:00.000000+00:00',X'017145C7A26C90EDF2A07AD189B007052A464E7AEB882DD3FB0B4A080F0B7BF7B4099F47739060C6DABB9D31392105478D05FD7F836F5DCBFDDEF028E2',X'01A712BC54C36CF16829AC0AEF2B856CC5DF5D0B4B47868741F8D1BE55EDA453A7D9364AAC872423AF6316D1DDF32EA225EB073A5DCC6F5DD8E2DC9E94134580E1479CA5FD2B40418659B0C09AEEB81A7A6128A3484059AA7B77361DC32DEB1942B79B3CA98429BF8D53A3A0096ECFAB039239DAAA2FD24D5A23A310C59B1FE43656E17BB33296C9140793FA53D6203D9C4DF8726BAAD96DD66F709E7C7E76488BA9375304DECE42C9DADC03AE58A72E45A81D4E08384351A53DD64F0676CD3240D1CD454B77B888A0E90EE955A273B401D168B01C347998704C8DF96AFA17708451255D29383DAFE9590D9A5440E93F70F48624A8BCE88EF6AC1A85FAB6C7E974E4B441A80C1AF1971210DE929D21924581B7A6B9CEF8BC326C6B6F55C355E687AB27E295CAEAEE8F399D74483B607B0EC59A74E3507531039846EC5ED3D690E1E6CF9387056CA6520BD027CF1F6FB45296AA2BC375F1426D9955B8A7378F9D25E83EAA1FB795E8FB44533FFAA4DF234AA1C8DE2F6DE92D2229B41D5FBB11260FA8C92CCBA83838900E6FDA51C114812822AFAC6D3CBF12893DDEC9F0EA73C87A7A051C7E6114C1ABB3E4046013BBB56AA326AC1FBF');
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
INSERT INTO "rehearsals" VALUES(1,'A-2025-1','2026-11-27T08:31:13.087632+00:00',1);
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
INSERT INTO "run_events" VALUES(1,1,'2026-11-27T08:31:13.073999+00:00','acme','warning','text');
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
INSERT INTO "runs" VALUES(1,'import','["acme"]','13432 1565060','2026-11-27T08:31:13.073823+00:00','2026-11-27T08:31:13.074165+00:00','success',0,'{"new": 1}');
CREATE TABLE secret_requests (
    client_id TEXT PRIMARY KEY,
    asked_at TEXT NOT NULL,
    accepted_at TEXT
) STRICT;
INSERT INTO "secret_requests" VALUES('amzn1.client','2026-11-27T08:31:13.108359+00:00',NULL);
CREATE TABLE shipment_marks (source TEXT PRIMARY KEY, changed_until TEXT NOT NULL) STRICT;
INSERT INTO "shipment_marks" VALUES('sendcloud','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE sightings (
        order_id TEXT NOT NULL,
        seller TEXT NOT NULL,
        seen_at TEXT NOT NULL,
        updated_at TEXT NOT NULL,
        place INTEGER NOT NULL,
        api TEXT NOT NULL,
        operation TEXT NOT NULL,
        request_id TEXT NOT NULL,
        status TEXT NOT NULL,
        PRIMARY KEY (order_id, seller, seen_at, updated_at, place),
        FOREIGN KEY (order_id, seller) REFERENCES orders ON DELETE CASCADE
    ) STRICT, WITHOUT ROWID;
INSERT INTO "sightings" VALUES('404-0000001-0000001','A2EXAMPLE12345@eu','2026-11-27T08:31:13.061209+00:00','2026-03-01T01:00:00.000000+00:00',0,'orders-2026-01-01','searchOrders','7f1c3a52-0000-4000-8000-000000000001','UNSHIPPED');
INSERT INTO "sightings" VALUES('404-0000099-0000001','A2EXAMPLE12345@eu','2026-11-27T08:31:13.061209+00:00','2026-03-01T03:00:00.000000+00:00',0,'orders-2026-01-01','searchOrders','7f1c3a52-0000-4000-8000-000000000001','A_STATUS_OF_TOMORROW');
CREATE TABLE tokens (scope TEXT PRIMARY KEY, sealed BLOB NOT NULL, expires_at TEXT NOT NULL) STRICT;
INSERT INTO "tokens" VALUES('scope',X'01EB6259AC092F08511975917C458C2964B0BDA70BAF0D354C9FFB518C24871FBBEAE921DCDABC','2026-03-01T01:00:00.000000+00:00');
CREATE TABLE weight_overrides (
        seller TEXT NOT NULL,
        sku TEXT NOT NULL,
        marketplace_id TEXT NOT NULL,
        weight TEXT NOT NULL,
        set_at TEXT NOT NULL,
        PRIMARY KEY (seller, sku, marketplace_id)
    ) STRICT, WITHOUT ROWID;
INSERT INTO "weight_overrides" VALUES('A2EXAMPLE12345@eu','SKU-2','A1RKKUPIHCS9HS','0.45 kilograms','2026-11-27T08:31:13.075645+00:00');
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
CREATE INDEX accesses_by_age ON accesses (at);
CREATE INDEX parcels_by_order ON parcels (order_id, seller);
CREATE INDEX parcels_open ON parcels (seller, order_id) WHERE settled_at IS NULL;
CREATE INDEX parcels_by_feed ON parcels (feed) WHERE feed IS NOT NULL;
CREATE INDEX parcel_labels_by_order ON parcel_labels (order_id, seller);
CREATE INDEX confirmation_feeds_open ON confirmation_feeds (seller) WHERE collected_at IS NULL;
CREATE INDEX parcel_weights_by_sku ON parcel_weights (seller, sku, shipped_at);
CREATE INDEX parcel_weights_by_order ON parcel_weights (order_id, seller);
CREATE INDEX erasures_by_order ON erasures (seller, order_id, what);
CREATE INDEX erasures_by_certificate ON erasures (certificate);
COMMIT;
