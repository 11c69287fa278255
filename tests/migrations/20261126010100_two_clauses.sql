UPDATE declarations SET market_competitive = true, market_position = '主导产品区内市场占有率第三',
    digital_capability = true, main_systems = 'ERP、MES';
